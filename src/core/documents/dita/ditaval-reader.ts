import { DocumentFault } from '../document-fault.ts'
import type { DocumentLimits } from '../document-limits.ts'
import { linkTarget } from '../link-target.ts'
import { MetadataLists } from '../metadata-lists.ts'
import type { ParsedDocument } from '../parsed-document.ts'
import type { XmlHandler, XmlTag } from '../xml/xml-handler.ts'

const actions: Readonly<Record<string, readonly string[]>> = {
  prop: ['include', 'exclude', 'passthrough', 'flag'],
  revprop: ['include', 'passthrough', 'flag'],
}
const parents: Readonly<Record<string, readonly string[]>> = {
  val: [],
  'style-conflict': ['val'],
  prop: ['val'],
  revprop: ['val'],
  startflag: ['prop', 'revprop'],
  endflag: ['prop', 'revprop'],
  'alt-text': ['startflag', 'endflag'],
}

/** Reads a DITAVAL file: its conditions become metadata (`ditaval.audience`: "admin=exclude"), its flags references. */
export class DitavalReader implements XmlHandler {
  readonly wantsText = false
  readonly #document: ParsedDocument
  readonly #folder: string
  readonly #limits: DocumentLimits
  readonly #open: string[] = []
  readonly #actions = new Map<string, number>()
  readonly #metadata = new MetadataLists()
  #elements = 0

  constructor(document: ParsedDocument, folder: string, limits: DocumentLimits) {
    this.#document = document
    this.#folder = folder
    this.#limits = limits
    document.root = 'val'
  }

  open({ name, attributes }: XmlTag, line: number): void {
    const parent = this.#open.at(-1)
    if (this.#open.push(name) > this.#limits.maxDepth)
      throw new DocumentFault(
        `Line ${line}: elements lie deeper than ${this.#limits.maxDepth} (DARKROOM_MAX_DOCUMENT_DEPTH).`,
      )
    if (++this.#elements > this.#limits.maxElements)
      throw new DocumentFault(
        `Line ${line}: there are more than ${this.#limits.maxElements} elements (DARKROOM_MAX_DOCUMENT_ELEMENTS).`,
      )
    if (parent === undefined && name !== 'val')
      throw new DocumentFault(
        `Line ${line}: the root is <${name.slice(0, 100)}>; that of a DITAVAL file is <val>.`,
      )
    if (parent !== undefined && !parents[name]?.includes(parent))
      this.#document.say(
        'WARN',
        `Line ${line}: <${name.slice(0, 100)}> is not allowed in <${parent.slice(0, 100)}>.`,
      )
    if (name === 'prop' || name === 'revprop') this.#condition(name, attributes, line)
    if (attributes.imageref !== undefined) this.#image(attributes.imageref, line)
  }

  close(): void {
    this.#open.pop()
  }

  text(): void {}

  end(): void {
    this.#metadata.addTo(this.#document.metadata)
  }

  #condition(name: string, { att, val, action }: XmlTag['attributes'], line: number): void {
    const allowed = actions[name] ?? []
    if (action === undefined || !allowed.includes(action))
      this.#document.say(
        'WARN',
        `Line ${line}: the action of <${name}> is ${action === undefined ? 'missing' : `"${action.slice(0, 50)}"`}; expected ${allowed.join(', ')}.`,
      )
    if (name === 'prop' && att === undefined && val !== undefined)
      this.#document.say('WARN', `Line ${line}: <prop> has a val, but no att to which it belongs.`)
    const attribute = name === 'revprop' ? 'rev' : (att ?? 'default')
    const condition = `${attribute}=${val ?? ''}`
    const former = this.#actions.get(condition)
    if (former !== undefined)
      this.#document.say(
        'WARN',
        `Line ${line}: "${condition.slice(0, 100)}" has an action on line ${former} already.`,
      )
    else if (this.#actions.size < this.#limits.maxReferences) this.#actions.set(condition, line)
    const key = `ditaval.${/^[\w:.-]{1,100}$/.test(attribute) ? attribute : 'other'}`
    this.#metadata.add(key, `${val ?? ''}${val === undefined ? '' : '='}${action ?? ''}`)
  }

  #image(raw: string, line: number): void {
    const target = linkTarget(raw, this.#folder)
    if (target?.path === undefined) return
    this.#document.addReference({
      kind: 'image',
      raw,
      line,
      path: target.path,
      fragment: undefined,
      key: undefined,
      holders: undefined,
    })
  }
}
