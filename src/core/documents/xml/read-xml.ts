import { SaxesParser } from 'saxes'
import { DocumentFault } from '../document-fault.ts'
import type { ParsedDocument } from '../parsed-document.ts'
import { decodeChunks, decodeWhole } from '../text/encoding.ts'
import type { XmlHandler } from './xml-handler.ts'

/** Longer internal subsets of a DOCTYPE are refused. */
export const maxSubsetLength = 65_536

/**
 * Hands the elements of a file to a handler. Nothing from outside is read, whatever its DOCTYPE names; entities that it declares stand for nothing. What is
 * wrong ends the reading and goes to the document.
 */
export async function readXml(
  chunks: AsyncIterable<Buffer>,
  document: ParsedDocument,
  handler: XmlHandler,
  signal: AbortSignal,
): Promise<void> {
  const feed = new XmlFeed(document, handler)
  try {
    for await (const text of decodeChunks(chunks, () => feed.line)) feed.write(text)
    feed.end()
  } catch (thrown) {
    signal.throwIfAborted()
    document.fail(faultOf(thrown))
  }
}

/** The same for a small file, at once. */
export function readWholeXml(bytes: Buffer, document: ParsedDocument, handler: XmlHandler): void {
  const feed = new XmlFeed(document, handler)
  try {
    feed.write(decodeWhole(bytes))
    feed.end()
  } catch (thrown) {
    document.fail(faultOf(thrown))
  }
}

/** A parser that came to an end is as new, and quicker than a new one. */
const spare: XmlParser[] = []

type XmlParser = SaxesParser<{ xmlns: false }>

class XmlFeed {
  readonly #parser: XmlParser
  readonly #handler: XmlHandler

  constructor(document: ParsedDocument, handler: XmlHandler) {
    const parser = spare.pop() ?? new SaxesParser({ xmlns: false })
    this.#parser = parser
    this.#handler = handler
    let line = 1
    let gathering = false
    const onText = (text: string) => handler.text(text)
    const listen = () => {
      gathering = handler.wantsText
      if (gathering) {
        parser.on('text', onText)
        parser.on('cdata', onText)
      } else {
        parser.off('text')
        parser.off('cdata')
      }
    }
    parser.on('error', throwIt)
    parser.on('doctype', (text) => readDoctype(parser, document, text))
    parser.on('opentagstart', () => {
      // The character behind the name is read already.
      line = parser.column === 0 ? parser.line - 1 : parser.line
    })
    parser.on('opentag', (tag) => {
      handler.open(tag, line)
      if (handler.wantsText !== gathering) listen()
    })
    parser.on('closetag', () => {
      handler.close()
      if (handler.wantsText !== gathering) listen()
    })
    listen()
  }

  get line(): number {
    return this.#parser.line
  }

  write(text: string): void {
    this.#parser.write(text)
  }

  end(): void {
    this.#parser.close()
    this.#handler.end()
    if (spare.length < 4) spare.push(this.#parser)
  }
}

function throwIt(error: Error): never {
  throw error
}

function readDoctype(parser: XmlParser, document: ParsedDocument, text: string): void {
  if (!text.includes('[')) return
  if (text.length > maxSubsetLength)
    throw new DocumentFault(
      `Line ${parser.line}: the DOCTYPE has an internal subset of ${text.length} characters; at most ${maxSubsetLength} are read.`,
    )
  const names = new Set<string>()
  for (const [, name = ''] of text.matchAll(/<!ENTITY\s+([\w.:-]+)/gi)) {
    // The five of XML stay what they are.
    if (/^(amp|lt|gt|quot|apos)$/.test(name)) continue
    names.add(name)
    parser.ENTITIES[name] = ''
  }
  if (names.size > 0)
    document.say(
      'WARN',
      `Line ${parser.line}: the DOCTYPE declares entities (${[...names].slice(0, 10).join(', ')}); they are not expanded.`,
    )
}

function faultOf(thrown: unknown): string {
  if (thrown instanceof DocumentFault) return thrown.message
  if (!(thrown instanceof Error)) throw thrown
  const place = /^(\d+):(\d+): (.*)$/s.exec(thrown.message)
  // Anything that is not saxes' own is a fault of ours, or of the disk.
  if (!place) throw thrown
  return `Line ${place[1]}, column ${place[2]}: it is not well-formed XML: ${(place[3] ?? '').slice(0, 300)}`
}
