import { readXmlTree, type XmlElement } from '../metadata/xml-tree.ts'
import { elementsNamed, textIn } from '../packages/part-xml.ts'

/** A picture inside an XMP packet. */
export interface Preview {
  /** The page it shows, from 1; undefined: the document. */
  readonly page?: number
  /** A whole JPEG file. */
  readonly jpeg: Buffer
}

export interface InDesignPreviews {
  /** Of pages (`xmp:PageInfo`), in their order. */
  readonly pages: readonly Preview[]
  /** Of the document (`xmp:Thumbnails`), the largest. */
  readonly document?: Preview
  /** Names of the fonts that the document uses (`xmpTPg:Fonts`). */
  readonly fonts: readonly string[]
  /** Absent: the packet does not tell. */
  readonly pageCount?: number
}

/** More page previews than are made into assets come from no real document. */
const maxPreviews = 10_000

/** What an XMP packet shows of its document. Throws an Error for XML that can not be read. */
export function readPreviews(packet: string): InDesignPreviews {
  const root = readXmlTree(packet.replace(/^\ufeff/, '').replace(/[\s\0]+$/, ''))
  const thumbnails = picturesIn(root, 'Thumbnails').sort((a, b) => b.jpeg.length - a.jpeg.length)
  const pages = picturesIn(root, 'PageInfo').map((preview, index) => ({
    ...preview,
    page: preview.page ?? index + 1,
  }))
  const fonts = elementsNamed(root, 'Fonts').flatMap((list) =>
    elementsNamed(list, 'li').map((font) => memberOf(font, 'fontName') ?? memberOf(font, 'fontFamily') ?? ''),
  )
  const count = Number(textIn(elementsNamed(root, 'NPages')[0]))
  return {
    pages: pages.sort((a, b) => a.page - b.page),
    fonts: [...new Set(fonts)].filter((font) => font !== ''),
    ...(thumbnails[0] && { document: { jpeg: thumbnails[0].jpeg } }),
    ...(Number.isInteger(count) && count > 0 && { pageCount: count }),
  }
}

function picturesIn(root: XmlElement, property: string): Preview[] {
  const items = elementsNamed(root, property).flatMap((list) => elementsNamed(list, 'li'))
  return items.slice(0, maxPreviews).flatMap((item) => {
    const jpeg = Buffer.from(memberOf(item, 'image') ?? '', 'base64')
    if (jpeg.length < 4 || jpeg.readUInt16BE(0) !== 0xffd8) return []
    const page = Number(memberOf(item, 'PageNumber') ?? Number.NaN)
    return [{ jpeg, ...(Number.isInteger(page) && page > 0 && { page }) }]
  })
}

/** A member of a structure, which XMP writes as an element or as an attribute. */
function memberOf(item: XmlElement, local: string): string | undefined {
  const [element] = elementsNamed(item, local)
  return element ? textIn(element) : itemAttribute(item, local)
}

function itemAttribute(item: XmlElement, local: string): string | undefined {
  const holders = [item, ...item.children.filter((child) => child.local === 'Description')]
  return holders.flatMap(({ attributes }) => attributes).find((attribute) => attribute.local === local)?.value
}
