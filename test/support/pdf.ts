import { deflateSync } from 'node:zlib'

/** A page of a PDF to be made. Sizes and coordinates in points, from the lower left corner. */
export interface PdfPage {
  readonly width: number
  readonly height: number
  /** Drawing operators; the font is `/F1` (Helvetica), see `text`. */
  readonly content: string
  /** The visible part: left, bottom, right, top. */
  readonly cropBox?: readonly [number, number, number, number]
  readonly rotate?: 0 | 90 | 180 | 270
  readonly links?: readonly PdfLink[]
  /** Pixels in RGB, or a JPEG in colour, that `/Im1 Do` draws into the unit square. */
  readonly image?: PdfImage
  /** Opacity of `/Gs1 gs`, 0 to 1. */
  readonly opacity?: number
}

export type PdfImage = { readonly width: number; readonly height: number } & (
  | { readonly rgb: Uint8Array }
  | { readonly jpeg: Uint8Array }
)

export interface PdfLink {
  readonly rect: readonly [number, number, number, number]
  /** Corners of an area that is no upright rectangle: upper left, upper right, lower left, lower right. */
  readonly quad?: readonly number[]
  /** Anything but a string and a number is a dictionary of an action. */
  readonly to: string | number | { readonly action: string }
}

export interface PdfFile {
  readonly pages: readonly PdfPage[]
  /** Entries of the document information. */
  readonly info?: Readonly<Record<string, string>>
  /** Further entries of the catalogue: `/OpenAction ...`. */
  readonly catalog?: string
  /** An XMP packet. */
  readonly xmp?: string
}

/** Operators that write a line of text with its baseline's beginning at a point. */
export function text(line: string, x: number, y: number, size = 24): string {
  return `BT /F1 ${size} Tf ${x} ${y} Td (${escaped(line)}) Tj ET\n`
}

/** Operators that fill a rectangle; the colour in three numbers from 0 to 1. */
export function filled(color: string, x: number, y: number, width: number, height: number): string {
  return `${color} rg ${x} ${y} ${width} ${height} re f\n`
}

/** Writes a PDF 1.7 with one cross-reference table. */
export function pdf({ pages, info = {}, catalog = '', xmp }: PdfFile): Buffer {
  const objects: Buffer[] = []
  const add = (body: string | Buffer) => objects.push(Buffer.from(body))
  const stream = (entries: string, data: Uint8Array) =>
    add(
      Buffer.concat([
        Buffer.from(`<< ${entries} /Length ${data.length} >>\nstream\n`),
        data,
        Buffer.from('\nendstream'),
      ]),
    )
  // 1 catalogue, 2 page tree, 3 font, 4 information; then page by page.
  for (let at = 0; at < 4; at++) add('')
  const pageIds: number[] = []
  for (const page of pages) {
    const contents = stream('/Filter /FlateDecode', deflateSync(page.content))
    const image = page.image && addImage(page.image, stream)
    pageIds.push(0)
    const annotations = (page.links ?? []).map((link) => add(annotation(link)))
    pageIds[pageIds.length - 1] = add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}]` +
        (page.cropBox ? ` /CropBox [${page.cropBox.join(' ')}]` : '') +
        (page.rotate ? ` /Rotate ${page.rotate}` : '') +
        ` /Contents ${contents} 0 R /Resources << /Font << /F1 3 0 R >>` +
        (image === undefined ? '' : ` /XObject << /Im1 ${image} 0 R >>`) +
        (page.opacity === undefined ? '' : ` /ExtGState << /Gs1 << /ca ${page.opacity} >> >>`) +
        ` >> /Annots [${annotations.map((id) => `${id} 0 R`).join(' ')}] >>`,
    )
  }
  const metadata = xmp === undefined ? undefined : stream('/Type /Metadata /Subtype /XML', Buffer.from(xmp))
  objects[0] = Buffer.from(
    `<< /Type /Catalog /Pages 2 0 R ${metadata === undefined ? '' : `/Metadata ${metadata} 0 R`} ${catalog} >>`,
  )
  objects[1] = Buffer.from(
    `<< /Type /Pages /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] /Count ${pageIds.length} >>`,
  )
  objects[2] = Buffer.from(
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  )
  objects[3] = Buffer.from(
    `<< ${Object.entries(info)
      .map(([name, value]) => `/${name} (${escaped(value)})`)
      .join(' ')} >>`,
  )
  return withTable(objects)
}

function addImage(image: PdfImage, stream: (entries: string, data: Uint8Array) => number): number {
  const entries = `/Type /XObject /Subtype /Image /Width ${image.width} /Height ${image.height} /ColorSpace /DeviceRGB /BitsPerComponent 8`
  return 'jpeg' in image
    ? stream(`${entries} /Filter /DCTDecode`, image.jpeg)
    : stream(`${entries} /Filter /FlateDecode`, deflateSync(image.rgb))
}

/** Pages are named by their index, which readers take in place of a reference. */
function annotation({ rect, quad, to }: PdfLink): string {
  const target =
    typeof to === 'string'
      ? `/A << /S /URI /URI (${escaped(to)}) >>`
      : typeof to === 'number'
        ? `/Dest [${to} /Fit]`
        : `/A ${to.action}`
  return `<< /Type /Annot /Subtype /Link /Rect [${rect.join(' ')}] /Border [0 0 0] ${quad ? `/QuadPoints [${quad.join(' ')}]` : ''} ${target} >>`
}

function withTable(objects: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n', 'latin1')]
  let length = parts[0]?.length ?? 0
  const offsets: number[] = []
  for (const [at, body] of objects.entries()) {
    const object = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')])
    offsets.push(length)
    parts.push(object)
    length += object.length
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

function escaped(value: string): string {
  return value.replace(/[\\()]/g, '\\$&')
}
