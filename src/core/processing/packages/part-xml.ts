import { readXmlTree, type XmlElement } from '../metadata/xml-tree.ts'

/** The XML of a part; undefined when it is absent or can not be read (malformed, a DOCTYPE, too deep). */
export function partXml(part: Buffer | undefined): XmlElement | undefined {
  if (!part) return undefined
  const mark = part.length >= 2 ? part.readUInt16BE(0) : 0
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8'
  try {
    return readXmlTree(new TextDecoder(encoding).decode(part))
  } catch {
    return undefined
  }
}

/** All text inside an element, its children's too, in order of the elements. */
export function textIn(element: XmlElement | undefined): string {
  return element ? [element.text, ...element.children.map((child) => textIn(child))].join('') : ''
}

/** Every element of a name below an element, at any depth, in order. */
export function elementsNamed(element: XmlElement, local: string): XmlElement[] {
  return element.children.flatMap((child) => [
    ...(child.local === local ? [child] : []),
    ...elementsNamed(child, local),
  ])
}

/** An attribute without a namespace. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find(({ local, uri }) => local === name && uri === '')?.value
}
