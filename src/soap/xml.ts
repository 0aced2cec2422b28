import { SaxesParser, type SaxesTagNS } from 'saxes'
import { decodeText, replacementCharacter } from './encoding.ts'
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
  maxElements: 500_000,
  maxAttributes: 64,
}

const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/'
/** Longest part of a parser's message that is passed on; it may quote the document. */
const maxReasonLength = 200

interface OpenElement {
  name: string
  namespace: string
  attributes: XmlAttribute[]
  children: OpenElement[]
  text: string
}

class TreeBuilder {
  root: OpenElement | undefined
  readonly #limits: XmlLimits
  readonly #open: OpenElement[] = []
  #elements = 0
  #attributes = 0

  constructor(limits: XmlLimits) {
    this.#limits = limits
  }

  get isComplete(): boolean {
    return this.root !== undefined && this.#open.length === 0
  }

  startTag(): void {
    this.#attributes = 0
  }

  countAttribute(): void {
    this.#attributes += 1
    if (this.#attributes > this.#limits.maxAttributes) {
      throw new XmlError(`The XML has an element with more than ${this.#limits.maxAttributes} attributes.`)
    }
  }

  openTag(tag: SaxesTagNS): void {
    if (this.isComplete) return
    this.#elements += 1
    if (this.#elements > this.#limits.maxElements) {
      throw new XmlError(`The XML has more than ${this.#limits.maxElements} elements.`)
    }
    if (this.#open.length >= this.#limits.maxDepth) {
      throw new XmlError(`The XML is nested deeper than ${this.#limits.maxDepth} elements.`)
    }
    const attributes = Object.values(tag.attributes)
      .filter(({ uri }) => uri !== xmlnsNamespace)
      .map(({ local, uri, value }) => ({ name: local, namespace: uri, value }))
    const element = { name: tag.local, namespace: tag.uri, attributes, children: [], text: '' }
    this.#open.at(-1)?.children.push(element)
    this.root ??= element
    this.#open.push(element)
  }

  addText(text: string): void {
    const element = this.#open.at(-1)
    if (element !== undefined) element.text += text
  }

  closeTag(): void {
    this.#open.pop()
  }
}

/** Thrown to leave the parser once the root element is closed, so that what follows is never looked at. */
class RootClosed extends Error {}

/**
 * Reads a document into a tree. Leading white space and anything after the root element are ignored, because
 * some clients send them. Only the predefined entities and character references are known; a document type
 * declaration is refused. Throws `XmlError`.
 */
export function parseXml(bytes: Uint8Array, limits: XmlLimits = defaultXmlLimits): XmlElement {
  if (bytes.byteLength > limits.maxBytes) {
    throw new XmlError(`The XML is larger than ${limits.maxBytes} bytes.`)
  }
  const builder = new TreeBuilder(limits)
  const parser = new SaxesParser({ xmlns: true, position: false })
  parser.on('error', (error) => {
    throw new XmlError(`The XML is malformed: ${error.message.slice(0, maxReasonLength)}.`)
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
    parser.write(document).close()
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
