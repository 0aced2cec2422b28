import { SaxesParser } from 'saxes'
import { xmlEscape } from '../../xml-escape.ts'
import type { StoredValue } from '../metadata-field.table.ts'

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const dc = 'http://purl.org/dc/elements/1.1/'
/** Namespace of the values of a company's metadata fields; one property for each field. */
export const fieldNamespace = 'urn:darkroom:metadata-fields#'

/** A packet that says nothing. */
const emptyPacket =
  '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n' +
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${rdf}"></rdf:RDF></x:xmpmeta>\n` +
  '<?xpacket end="w"?>'

/** What a packet is to say. */
export interface PacketContent {
  /** `dc:subject`; undefined: as the packet has it. */
  readonly keywords: readonly string[] | undefined
  readonly fields: readonly { readonly name: string; readonly value: StoredValue }[]
}

interface Span {
  readonly start: number
  readonly end: number
}

/**
 * A packet that says something else, everything that is not about it left as it is, character by character. Undefined instead
 * of a packet: a new one. Throws an Error for a packet that is no XMP.
 */
export function rewritePacket(packet: string | undefined, content: PacketContent): string {
  const text = packet ?? emptyPacket
  const { removed, insertAt } = placesIn(text, content.keywords !== undefined)
  const added = description(content)
  if (added === '' && removed.length === 0) return text
  let written = ''
  let at = 0
  for (const { start, end } of removed) {
    written += text.slice(at, start)
    at = end
  }
  return written + text.slice(at, insertAt) + added + text.slice(insertAt)
}

/** Which properties go, and where new ones come in. */
function placesIn(text: string, withKeywords: boolean): { removed: readonly Span[]; insertAt: number } {
  const parser = new SaxesParser({ xmlns: true })
  const open: { readonly name: string; readonly start: number }[] = []
  const removed: Span[] = []
  let insertAt: number | undefined
  const isProperty = () =>
    open.length >= 3 && open.at(-2)?.name === `${rdf}Description` && open.at(-3)?.name === `${rdf}RDF`
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('a DOCTYPE is not allowed')
  })
  // A '<' may stand nowhere inside a tag, so the last one before its end begins it.
  const tagStart = () => text.lastIndexOf('<', parser.position - 1)
  parser.on('opentag', ({ uri, local }) => {
    open.push({ name: uri + local, start: tagStart() })
  })
  parser.on('closetag', (tag) => {
    const name = tag.uri + tag.local
    const isOurs = tag.uri === fieldNamespace || (withKeywords && name === `${dc}subject`)
    if (isOurs && isProperty()) removed.push({ start: open.at(-1)?.start ?? 0, end: parser.position })
    if (name === `${rdf}RDF` && !tag.isSelfClosing) insertAt = tagStart()
    open.pop()
  })
  parser.write(text).close()
  if (insertAt === undefined) throw new Error('there is no rdf:RDF element with content')
  return { removed, insertAt }
}

function description({ keywords = [], fields }: PacketContent): string {
  const properties = [
    ...(keywords.length > 0 ? [`<dc:subject>${bag(keywords)}</dc:subject>`] : []),
    ...fields.map(({ name, value }) => {
      const element = `field:${elementName(name)}`
      const inner = typeof value === 'string' ? xmlEscape(value) : bag(value)
      return `<${element}>${inner}</${element}>`
    }),
  ]
  if (properties.length === 0) return ''
  return (
    `<rdf:Description xmlns:rdf="${rdf}" rdf:about="" xmlns:dc="${dc}" xmlns:field="${fieldNamespace}">` +
    `${properties.join('')}</rdf:Description>`
  )
}

function bag(items: readonly string[]): string {
  return `<rdf:Bag>${items.map((item) => `<rdf:li>${xmlEscape(item)}</rdf:li>`).join('')}</rdf:Bag>`
}

/** A field's name as one of XML: letters that can not be in one are written as `_x0020_`. */
function elementName(name: string): string {
  const written = name.replaceAll(
    /[^\p{L}\p{N}_.-]/gu,
    (letter) => `_x${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}_`,
  )
  return /^[\p{L}_]/u.test(written) ? written : `_${written}`
}
