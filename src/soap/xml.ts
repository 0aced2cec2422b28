import { setImmediate } from 'node:timers/promises'
import { SaxesParser } from 'saxes'
import { decodeText, replacementCharacter } from './encoding.ts'
import { TreeBuilder } from './tree-builder.ts'
import { XmlError } from './xml-error.ts'

export { XmlError }

export interface XmlAttribute {
  /** Local name, without prefix. */
  readonly name: string
  /** Empty for an attribute without prefix. */
  readonly namespace: string
  readonly value: string
}

/** An element with its prefix resolved. Comments and processing instructions are left out. */
export interface XmlElement {
  /** Local name, without prefix. */
  readonly name: string
  /** Empty when the element is in no namespace. */
  readonly namespace: string
  /** Namespace declarations are not among them. */
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlElement[]
  /** All text directly inside, CDATA included, joined. */
  readonly text: string
}

/** What a document may hold at most; beyond it `parseXml` throws. */
export interface XmlLimits {
  /** Size of the document as received, in bytes. */
  readonly maxBytes: number
  /** Elements inside each other, the root counted. */
  readonly maxDepth: number
  /** Elements in the whole document. */
  readonly maxElements: number
  /** Attributes of one element, namespace declarations included. */
  readonly maxAttributes: number
}

export const defaultXmlLimits: XmlLimits = {
  maxBytes: 16 * 1024 * 1024,
  maxDepth: 64,
  maxElements: 200_000,
  maxAttributes: 64,
}

/** Longest part of a parser's message that is passed on; it may quote the document. */
const maxReasonLength = 200
/** So much is parsed at a time, in UTF-16 units: a few milliseconds at worst. */
const sliceLength = 16 * 1024
/** After so long, other requests get their turn. */
const maxBlockingMs = 20

/** Thrown to leave the parser once the root element is closed, so that what follows is never looked at. */
class RootClosed extends Error {}

/**
 * Reads a document into a tree. Leading white space and anything after the root element are ignored, because
 * some clients send them. Only the predefined entities and character references are known; a document type
 * declaration is refused. Throws `XmlError`.
 */
export function parseXml(bytes: Uint8Array, limits: XmlLimits = defaultXmlLimits): XmlElement {
  const steps = parseInSteps(bytes, limits)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Like `parseXml`, for documents of any size: the process goes on with other work in between. Rejects with `XmlError`. */
export async function parseLargeXml(
  bytes: Uint8Array,
  limits: XmlLimits = defaultXmlLimits,
): Promise<XmlElement> {
  const steps = parseInSteps(bytes, limits)
  let since = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (performance.now() - since < maxBlockingMs) continue
    await setImmediate()
    since = performance.now()
  }
}

function* parseInSteps(bytes: Uint8Array, limits: XmlLimits): Generator<void, XmlElement, void> {
  if (bytes.byteLength > limits.maxBytes) {
    throw new XmlError(`The XML is larger than ${limits.maxBytes} bytes.`)
  }
  const builder = new TreeBuilder(limits)
  const parser = new SaxesParser({ xmlns: true, position: false })
  parser.on('error', (error) => {
    const reason = error.message.replace(/\.$/, '').slice(0, maxReasonLength)
    throw new XmlError(`The XML is malformed: ${reason}.`)
  })
  parser.on('doctype', () => {
    throw new XmlError('The XML has a document type declaration, which is not allowed.')
  })
  parser.on('opentagstart', () => builder.startTag())
  parser.on('attribute', () => builder.countAttribute())
  parser.on('opentag', (tag) => builder.openTag(tag))
  parser.on('text', (text) => builder.addText(text))
  parser.on('cdata', (text) => builder.addText(text))
  parser.on('closetag', () => {
    builder.closeTag()
    if (builder.isComplete) throw new RootClosed()
  })
  const { text, isExact } = decodeText(bytes)
  const document = text.trimStart()
  try {
    for (let start = 0; start < document.length; start += sliceLength) {
      parser.write(document.slice(start, start + sliceLength))
      yield
    }
    parser.close()
  } catch (error) {
    if (!(error instanceof RootClosed)) throw error
  }
  if (builder.root === undefined || !builder.isComplete) {
    throw new XmlError('The XML has no complete root element.')
  }
  if (!isExact && document.slice(0, parser.position).includes(replacementCharacter)) {
    throw new XmlError('The XML holds bytes that are not legal in its encoding.')
  }
  return builder.root
}
