import type { MetadataRecord } from './metadata-record.ts'
import { readXmlTree, type XmlElement, type XmlName } from './xml-tree.ts'

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const XML = 'http://www.w3.org/XML/1998/namespace'
const XMLNS = 'http://www.w3.org/2000/xmlns/'

/** The prefixes of XMP's specification, whatever the packet calls them. */
const prefixes: Readonly<Record<string, string>> = {
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://ns.adobe.com/xap/1.0/': 'xmp',
  'http://ns.adobe.com/xap/1.0/rights/': 'xmpRights',
  'http://ns.adobe.com/xap/1.0/mm/': 'xmpMM',
  'http://ns.adobe.com/xap/1.0/bj/': 'xmpBJ',
  'http://ns.adobe.com/xap/1.0/t/pg/': 'xmpTPg',
  'http://ns.adobe.com/xmp/1.0/DynamicMedia/': 'xmpDM',
  'http://ns.adobe.com/pdf/1.3/': 'pdf',
  'http://ns.adobe.com/photoshop/1.0/': 'photoshop',
  'http://ns.adobe.com/camera-raw-settings/1.0/': 'crs',
  'http://ns.adobe.com/exif/1.0/': 'exif',
  'http://ns.adobe.com/exif/1.0/aux/': 'aux',
  'http://ns.adobe.com/tiff/1.0/': 'tiff',
  'http://ns.adobe.com/xap/1.0/sType/ResourceRef#': 'stRef',
  'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/': 'Iptc4xmpCore',
  'http://iptc.org/std/Iptc4xmpExt/2008-02-29/': 'Iptc4xmpExt',
  'http://ns.useplus.org/ldf/xmp/1.0/': 'plus',
}

/**
 * Adds the properties of an XMP packet as `<prefix>.<Name>`: arrays as JSON, language alternatives by their default
 * text, the members of a structure as `<prefix>.<Name>.<Member>`, arrays of structures left out. A namespace that is
 * not well known is named after the last part of its address. Throws an Error for XML that can not be read.
 */
export function addXmp(record: MetadataRecord, packet: string): void {
  const root = readXmlTree(packet.replace(/^\ufeff/, '').replace(/[\s\0]+$/, ''))
  const rdf = isRdf(root, 'RDF') ? root : root.children.find((child) => isRdf(child, 'RDF'))
  for (const description of rdf?.children ?? []) {
    if (isRdf(description, 'Description')) addMembers(record, description, (name) => keyOf(name))
  }
}

function addMembers(record: MetadataRecord, element: XmlElement, key: (name: XmlName) => string): void {
  for (const attribute of membersIn(element)) record.set(key(attribute), attribute.value)
  for (const child of element.children) addProperty(record, child, key(child))
}

function addProperty(record: MetadataRecord, element: XmlElement, key: string): void {
  const [child] = element.children
  const member = (name: XmlName) => `${key}.${name.local}`
  if (!child) {
    const resource = element.attributes.find((attribute) => isRdf(attribute, 'resource'))
    record.set(key, resource?.value ?? element.text)
    addMembers(record, element, member)
  } else if (isRdf(child, 'Alt')) {
    const byDefault = child.children.find((item) => languageOf(item) === 'x-default') ?? child.children[0]
    if (byDefault?.children.length === 0) record.set(key, byDefault.text)
  } else if (isRdf(child, 'Bag') || isRdf(child, 'Seq')) {
    const plain = child.children.filter((item) => item.children.length === 0)
    record.setList(
      key,
      plain.map((item) => item.text),
    )
  } else addMembers(record, isRdf(child, 'Description') ? child : element, member)
}

function membersIn(element: XmlElement): XmlElement['attributes'] {
  const syntax = ['', RDF, XML, XMLNS]
  return element.attributes.filter(({ uri }) => !syntax.includes(uri))
}

function languageOf(element: XmlElement): string | undefined {
  return element.attributes.find(({ uri, local }) => uri === XML && local === 'lang')?.value
}

function isRdf(name: XmlName, local: string): boolean {
  return name.uri === RDF && name.local === local
}

function keyOf({ uri, local }: XmlName): string {
  const lastPart = uri.split(/[/#]/).findLast((part) => /^[A-Za-z]/.test(part)) ?? 'other'
  return `${prefixes[uri] ?? lastPart.replace(/[^\w-]/g, '_')}.${local}`
}
