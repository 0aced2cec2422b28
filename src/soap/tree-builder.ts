import type { SaxesTagNS } from 'saxes'
import type { XmlAttribute, XmlLimits } from './xml.ts'
import { XmlError } from './xml-error.ts'

const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/'

interface OpenElement {
  name: string
  namespace: string
  attributes: XmlAttribute[]
  children: OpenElement[]
  text: string
}

/** Makes a tree of the events of a parser. Throws `XmlError` at the first thing beyond the limits. */
export class TreeBuilder {
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
