import { Parser } from 'htmlparser2'
import { DocumentFault } from '../document-fault.ts'
import type { DocumentLimits } from '../document-limits.ts'
import { linkTarget } from '../link-target.ts'
import { cleanText, MetadataLists } from '../metadata-lists.ts'
import type { ParsedDocument, ReferenceKind } from '../parsed-document.ts'
import { readCss } from './css.ts'
import { newLines } from './encoding.ts'

type Attributes = Readonly<Record<string, string>>

/** Attributes of HTML elements that name files. */
const linkAttributes: Readonly<
  Record<string, readonly (readonly [attribute: string, kind: ReferenceKind])[]>
> = {
  a: [['href', 'link']],
  area: [['href', 'link']],
  img: [['src', 'image']],
  input: [['src', 'image']],
  image: [['href', 'image']],
  script: [['src', 'object']],
  iframe: [['src', 'object']],
  embed: [['src', 'object']],
  object: [['data', 'object']],
  audio: [['src', 'object']],
  video: [
    ['src', 'object'],
    ['poster', 'image'],
  ],
  source: [['src', 'object']],
  track: [['src', 'object']],
}
/** What `meta` elements say, by their lower case name. */
const metaKeys: Readonly<Record<string, string>> = {
  author: 'dc.creator',
  description: 'dc.description',
  'dc.title': 'dc.title',
  'dc.creator': 'dc.creator',
  generator: 'html.Generator',
  copyright: 'dc.rights',
}

/** Reads HTML piece by piece, as browsers do: nothing in it is an error, but doubled ids and links that lead nowhere are told. */
export class HtmlReader {
  readonly #document: ParsedDocument
  readonly #limits: DocumentLimits
  readonly #parser: Parser
  readonly #metadata = new MetadataLists()
  #folder: string
  /** The base of links is somewhere outside. */
  #baseOutside = false
  #depth = 0
  #elements = 0
  #gathering: 'title' | 'style' | '' = ''
  #text = ''
  #textLine = 1
  #chunk = ''
  /** Where in the file the chunk begins, and up to where lines were counted. */
  #chunkStart = 0
  #counted = 0
  #line: number

  /** `line` is that of the first text; a whole page has 1. */
  constructor(document: ParsedDocument, folder: string, limits: DocumentLimits, line = 1) {
    this.#document = document
    this.#limits = limits
    this.#folder = folder
    this.#line = line
    this.#parser = new Parser({
      onopentag: (name, attributes) => this.#opened(name, attributes),
      onclosetag: (name) => this.#closed(name),
      ontext: (text) => {
        if (this.#gathering !== '' && this.#text.length < 1_000_000) this.#text += text
      },
    })
  }

  get line(): number {
    return this.#line
  }

  write(text: string): void {
    this.#line += newLines(this.#chunk, this.#counted - this.#chunkStart, this.#chunk.length)
    this.#chunkStart += this.#chunk.length
    this.#counted = this.#chunkStart
    this.#chunk = text
    this.#parser.write(text)
  }

  end(): void {
    this.#parser.end()
    this.#metadata.addTo(this.#document.metadata)
  }

  #lineNow(): number {
    const at = this.#parser.startIndex
    if (at > this.#counted) {
      this.#line += newLines(this.#chunk, this.#counted - this.#chunkStart, at - this.#chunkStart)
      this.#counted = at
    }
    return this.#line
  }

  #opened(name: string, attributes: Attributes): void {
    const line = this.#lineNow()
    if (++this.#depth > this.#limits.maxDepth)
      throw new DocumentFault(
        `Line ${line}: elements lie deeper than ${this.#limits.maxDepth} (DARKROOM_MAX_DOCUMENT_DEPTH).`,
      )
    if (++this.#elements > this.#limits.maxElements)
      throw new DocumentFault(
        `Line ${line}: there are more than ${this.#limits.maxElements} elements (DARKROOM_MAX_DOCUMENT_ELEMENTS).`,
      )
    const { id } = attributes
    if (id !== undefined && id !== '' && !this.#document.addId(id))
      this.#document.say('WARN', `Line ${line}: the id "${id.slice(0, 100)}" is there twice.`)
    if (name === 'a' && attributes.name) this.#document.addId(attributes.name)
    if (name === 'html' && attributes.lang !== undefined)
      this.#document.language = cleanText(attributes.lang).slice(0, 100)
    else if (name === 'meta') this.#meta(attributes)
    else if (name === 'base') this.#base(attributes.href ?? '')
    else if (name === 'link') this.#linkElement(attributes, line)
    else if ((name === 'title' && this.#document.title === '') || name === 'style') {
      this.#gathering = name
      this.#text = ''
      this.#textLine = line
    }
    for (const [attribute, kind] of linkAttributes[name] ?? [])
      if (attributes[attribute] !== undefined) this.#add(kind, attributes[attribute], line)
    for (const part of (attributes.srcset ?? '').split(',')) {
      const url = part.trim().split(/\s/)[0]
      if (url) this.#add('image', url, line)
    }
    if (attributes.style !== undefined) readCss(this.#document, attributes.style, this.#folder, line)
  }

  #closed(name: string): void {
    this.#depth--
    if (this.#gathering !== name) return
    if (name === 'title') this.#document.title = cleanText(this.#text)
    else readCss(this.#document, this.#text, this.#folder, this.#textLine)
    this.#gathering = ''
  }

  #meta({ name = '', property = '', content = '' }: Attributes): void {
    const said = (name || property).toLowerCase()
    if (said === 'keywords') for (const word of content.split(',')) this.#metadata.add('dc.subject', word)
    else if (metaKeys[said] !== undefined) this.#metadata.add(metaKeys[said], content)
    else if (/^[\w:.-]{1,100}$/.test(said) && said !== 'viewport')
      this.#metadata.add(`html.meta.${said}`, content)
  }

  #base(href: string): void {
    const target = linkTarget(href, this.#folder)
    if (target === undefined) this.#baseOutside = true
    else if (target.path !== undefined) this.#folder = target.path.replace(/[^/]*$/, '')
  }

  #linkElement({ rel = '', href }: Attributes, line: number): void {
    if (href === undefined) return
    const words = rel.toLowerCase().split(/\s+/)
    if (words.includes('stylesheet')) this.#add('style', href, line)
    else if (words.includes('icon')) this.#add('image', href, line)
    else this.#add('link', href, line)
  }

  #add(kind: ReferenceKind, raw: string, line: number): void {
    // Templates fill these in later; '#' and '#top' are every page's own.
    if (raw === '' || raw === '#' || raw === '#top' || raw.includes('{{')) return
    const target = linkTarget(raw, this.#folder)
    if (target === undefined || (this.#baseOutside && !raw.startsWith('#'))) return
    if (target.path === undefined && target.fragment === undefined) return
    const { path, fragment } = target
    this.#document.addReference({ kind, raw, line, path, fragment, key: undefined, holders: undefined })
  }
}
