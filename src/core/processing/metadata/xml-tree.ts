import { SaxesParser } from 'saxes'

/** How deep elements may lie in each other. */
export const maxXmlDepth = 64

export interface XmlName {
  /** Namespace; empty for none. */
  readonly uri: string
  readonly local: string
}

export interface XmlElement extends XmlName {
  readonly attributes: readonly (XmlName & { readonly value: string })[]
  readonly children: readonly XmlElement[]
  /** Its own character data, without that of its children. */
  readonly text: string
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[]
  text: string
}

/**
 * Reads a whole XML document with namespaces. Nothing outside of it is loaded, no entities but the five of XML are
 * known. Throws an Error for malformed XML, a DOCTYPE, or elements deeper than maxXmlDepth.
 */
export function readXmlTree(xml: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true })
  const open: OpenElement[] = []
  let root: XmlElement | undefined
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('a DOCTYPE is not allowed')
  })
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (open.length >= maxXmlDepth) throw new Error(`elements lie deeper than ${maxXmlDepth}`)
    const named = Object.values(attributes).map((a) => ({ uri: a.uri, local: a.local, value: a.value }))
    const element: OpenElement = { uri, local, attributes: named, children: [], text: '' }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('text', (text) => {
    const element = open.at(-1)
    if (element) element.text += text
  })
  parser.on('cdata', (text) => {
    const element = open.at(-1)
    if (element) element.text += text
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(xml).close()
  if (!root) throw new Error('there is no root element')
  return root
}
