import { DocumentFault } from '../document-fault.ts'
import type { DocumentLimits } from '../document-limits.ts'
import { cleanText, MetadataLists } from '../metadata-lists.ts'
import type { ParsedDocument } from '../parsed-document.ts'
import type { XmlHandler, XmlTag } from '../xml/xml-handler.ts'
import { conditionAttributes, conditionValues } from './conditions.ts'
import { type Attributes, keyOfText, readAttributes } from './dita-metadata.ts'
import { type ElementKind, kindOfClass, knownKind, strangeKind } from './element-kind.ts'
import { addReferences, type ElementPlace } from './references-of-element.ts'
import { checkChild, checkEnd, type OpenElement } from './structure-check.ts'

/** Topics may stand in a file, maps in another. */
export type DitaForm = 'topic' | 'map'

/** XML names (XML 1.0, NCName) and name tokens, for ids. */
const plainName = /^[A-Za-z_][\w.-]*$/
const anyName = /^[\p{L}_][\p{L}\p{M}\p{N}_.·-]*$/u
const plainToken = /^[\w.:-]+$/
const anyToken = /^[\p{L}\p{M}\p{N}_.:·-]+$/u

const referring: ReadonlySet<string> = new Set(
  'href conref conrefend conkeyref keyref keys keyscope data imageref mapref longdescref'.split(' '),
)

/** Reads one DITA topic or map while its elements come by: structure, ids, references, metadata. Keeps no tree. */
export class DitaReader implements XmlHandler {
  readonly #document: ParsedDocument
  readonly #form: DitaForm
  readonly #folder: string
  readonly #limits: DocumentLimits
  readonly #open: OpenElement[] = []
  readonly #metadata = new MetadataLists()
  readonly #classes = new Map<string, ElementKind>()
  readonly #strangers = new Set<string>()
  /** Ids of open elements, with the depth of each. */
  readonly #holders: { readonly depth: number; readonly id: string }[] = []
  readonly #topics: { readonly depth: number; readonly id: string }[] = []
  readonly #scopes: (string | undefined)[] = []
  #depth = 0
  #elements = 0
  /** Depth of the element whose content is not DITA's (SVG, MathML); 0: none. */
  #foreign = 0
  /** Depth of the prolog, or the map's own topicmeta, that is read; 0: none. */
  #prolog = 0
  #relTable = 0
  /** The key of the text that is being gathered, and the depth of its element; 0: none. */
  #textKey = ''
  #textDepth = 0
  #text = ''

  constructor(document: ParsedDocument, form: DitaForm, folder: string, limits: DocumentLimits) {
    this.#document = document
    this.#form = form
    this.#folder = folder
    this.#limits = limits
  }

  /** Whether text is to be handed over. */
  get wantsText(): boolean {
    return this.#textDepth !== 0
  }

  open({ name, attributes }: XmlTag, line: number): void {
    const depth = ++this.#depth
    if (depth > this.#limits.maxDepth)
      throw new DocumentFault(
        `Line ${line}: elements lie deeper than ${this.#limits.maxDepth} (DARKROOM_MAX_DOCUMENT_DEPTH).`,
      )
    if (++this.#elements > this.#limits.maxElements)
      throw new DocumentFault(
        `Line ${line}: there are more than ${this.#limits.maxElements} elements (DARKROOM_MAX_DOCUMENT_ELEMENTS).`,
      )
    if (this.#foreign !== 0) return
    const kind = this.#kindOf(name, attributes, line)
    const element = this.#element(depth, kind, name, line)
    if (depth === 1) this.#root(kind, name, line)
    else checkChild(this.#document, this.#open[depth - 2] as OpenElement, kind, name, line)
    if (kind.base === 'topic') this.#topics.push({ depth, id: attributes.id ?? '' })
    if (kind.base === 'reltable' && this.#relTable === 0) this.#relTable = depth
    this.#attributes(element, attributes, depth)
    this.#meaning(kind, attributes, depth)
    if (kind.base === 'foreign' || (kind.base === '' && name.includes(':'))) this.#foreign = depth
  }

  close(): void {
    const depth = this.#depth--
    if (this.#foreign !== 0) {
      if (this.#foreign < depth) return
      this.#foreign = 0
    }
    if (this.#textDepth === depth) this.#endText()
    const element = this.#open[depth - 1] as OpenElement
    if (element.kind.groups !== undefined) checkEnd(this.#document, element)
    if (this.#prolog === depth) this.#prolog = 0
    if (this.#relTable === depth) this.#relTable = 0
    if (this.#holders.at(-1)?.depth === depth) this.#holders.pop()
    if (this.#topics.at(-1)?.depth === depth) this.#topics.pop()
  }

  text(text: string): void {
    if (this.#text.length < 100_000) this.#text += text
  }

  /** To be called when the file has been read to its end. */
  end(): void {
    this.#metadata.addTo(this.#document.metadata)
    const { title, language, metadata } = this.#document
    if (title !== '') metadata['dc.title'] = title
    if (language !== '') metadata['dc.language'] = language
  }

  #kindOf(name: string, { class: classes }: Attributes, line: number): ElementKind {
    if (classes !== undefined) {
      const known = this.#classes.get(classes)
      if (known) return known
      const kind = kindOfClass(classes)
      if (kind && this.#classes.size < 1000) this.#classes.set(classes, kind)
      if (kind) return kind
    }
    const kind = knownKind(name)
    if (kind) return kind
    if (!name.includes(':') && this.#depth > 1 && this.#strangers.size < 1000 && !this.#strangers.has(name)) {
      this.#strangers.add(name)
      this.#document.say(
        'WARN',
        `Line ${line}: <${name.slice(0, 100)}> is no element of DITA 1.3, and no class attribute says what it is.`,
      )
    }
    return strangeKind
  }

  /** Elements of a depth that were closed are used again. */
  #element(depth: number, kind: ElementKind, name: string, line: number): OpenElement {
    const element = this.#open[depth - 1]
    if (element === undefined) {
      const made = { kind, name, line, place: 0, seen: 0, borrowed: false }
      this.#open.push(made)
      return made
    }
    element.kind = kind
    element.name = name
    element.line = line
    element.place = 0
    element.seen = 0
    element.borrowed = false
    return element
  }

  #root({ name: known, base }: ElementKind, name: string, line: number): void {
    this.#document.root = known === '' ? name.slice(0, 200) : known
    const isTopic = base === 'topic' || base === 'dita'
    if (!isTopic && base !== 'map')
      throw new DocumentFault(
        `Line ${line}: the root <${name.slice(0, 100)}> is neither a DITA topic nor a map.`,
      )
    if (this.#form === 'map' && isTopic)
      this.#document.say(
        'WARN',
        `Line ${line}: the file is named as a map, but its root <${name}> is a topic.`,
      )
    if (this.#form === 'topic' && !isTopic)
      this.#document.say(
        'WARN',
        `Line ${line}: the file is named as a topic, but its root <${name}> is a map.`,
      )
  }

  #attributes(element: OpenElement, attributes: Attributes, depth: number): void {
    const { kind, line } = element
    const isMapElement = kind.base === 'topicref'
    const inherited = isMapElement ? this.#scopes[depth - 1] : undefined
    let refers = false
    let any = false
    for (const name in attributes) {
      any = true
      if (referring.has(name)) refers = true
      else if (name === 'id') this.#id(kind, attributes.id ?? '', depth, line)
      else if (conditionAttributes.has(name))
        for (const value of conditionValues(attributes[name] ?? ''))
          this.#metadata.add(`condition.${name}`, value)
      else if (name === 'xml:lang' && depth <= 2 && this.#document.language === '')
        this.#document.language = cleanText(attributes[name] ?? '').slice(0, 100)
    }
    this.#scopes[depth] = any ? (attributes.scope ?? inherited) : inherited
    if (!refers) {
      if (kind.base === 'topic' && attributes.id === undefined) this.#missingId(element)
      return
    }
    element.borrowed = attributes.conref !== undefined || attributes.conkeyref !== undefined
    if (kind.base === 'topic' && attributes.id === undefined) this.#missingId(element)
    const place: ElementPlace = {
      line,
      folder: this.#folder,
      topicId: this.#topics.at(-1)?.id ?? '',
      inRelTable: this.#relTable !== 0,
      scope: this.#scopes[depth],
      holders: () => this.#holders.map(({ id }) => id),
    }
    addReferences(this.#document, kind, attributes, place)
  }

  #missingId({ name, line }: OpenElement): void {
    this.#document.say('WARN', `Line ${line}: <${name}> has no id, which every topic needs.`)
  }

  #id(kind: ElementKind, id: string, depth: number, line: number): void {
    // The id of these names something outside.
    if (kind.base === 'resourceid' || kind.name === 'anchorid') return
    const isTopic = kind.base === 'topic' || kind.base === 'map'
    const good = isTopic ? plainName.test(id) || anyName.test(id) : plainToken.test(id) || anyToken.test(id)
    if (!good) {
      const expected = isTopic ? 'an XML name (a letter or _ first)' : 'letters, digits and . - _ :'
      this.#document.say(
        'WARN',
        `Line ${line}: the id "${id.slice(0, 100)}" is not valid; expected ${expected}.`,
      )
      return
    }
    const topicId = this.#topics.at(-1)?.id
    const full = isTopic || topicId === undefined ? id : `${topicId}/${id}`
    if (!this.#document.addId(full))
      this.#document.say(
        'WARN',
        `Line ${line}: the id "${id.slice(0, 100)}" is there twice${isTopic || topicId === undefined ? '' : ' in its topic'}.`,
      )
    this.#holders.push({ depth, id: full })
  }

  /** Where text and attributes are metadata. */
  #meaning(kind: ElementKind, attributes: Attributes, depth: number): void {
    const { base, name } = kind
    const top = this.#document.root === 'dita' ? 3 : 2
    if (this.#prolog !== 0) {
      readAttributes(kind, attributes, (key, text) => this.#metadata.add(key, text))
      const key = keyOfText(kind)
      if (key !== undefined && this.#textDepth === 0) this.#gather(key, depth)
    } else if (depth === top) {
      if (base === 'title' && name !== 'booktitle') this.#gather('', depth)
      else if (name === 'shortdesc') this.#gather('dc.description', depth)
      else if (base === 'prolog' || base === 'topicmeta') this.#prolog = depth
    } else if (depth === top + 1) {
      if (name === 'mainbooktitle') this.#gather('', depth)
      else if (name === 'shortdesc' && this.#open[top - 1]?.kind.name === 'abstract')
        this.#gather('dc.description', depth)
    } else if (depth === 1 && base === 'map' && attributes.title !== undefined)
      this.#document.title = cleanText(attributes.title)
  }

  #gather(key: string, depth: number): void {
    this.#textKey = key
    this.#textDepth = depth
    this.#text = ''
  }

  #endText(): void {
    this.#textDepth = 0
    if (this.#textKey !== '') this.#metadata.add(this.#textKey, this.#text)
    else if (this.#document.title === '' || this.#form === 'map') this.#document.title = cleanText(this.#text)
  }
}
