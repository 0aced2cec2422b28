import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { PagePixels } from './page-data.ts'
import type { Pdfium } from './pdfium.ts'
import { pagePixels } from './take-pixels.ts'

/** Bitmap formats of PDFium. */
const bgr = 2
const bgra = 4
/** Render flags: annotations are drawn; red comes first. */
const drawAnnotations = 0x01
const redFirst = 0x10
const white = 0xffffffff
/** A page is drawn in strips of at most so many bytes, so that large ones need little of PDFium's memory. */
const stripBytes = 64_000_000

export interface RenderSize {
  readonly width: number
  readonly height: number
  /** True: what the page leaves empty is transparent; else it is white. */
  readonly alpha: boolean
  /** True: a page whose pixels are all gray has one channel. */
  readonly findGray: boolean
}

/** Draws an open page. Throws `too-large` when its drawing needs more memory than there may be. */
export function renderPixels(pdfium: Pdfium, page: number, size: RenderSize): PagePixels {
  const { width, height, alpha } = size
  const channels = alpha ? 4 : 3
  const stride = Math.ceil((width * channels) / 4) * 4
  const rows = Math.max(1, Math.min(height, Math.floor(stripBytes / stride)))
  const strip = pdfium._malloc(stride * rows)
  const bitmap = strip && pdfium._FPDFBitmap_CreateEx(width, rows, alpha ? bgra : bgr, strip, stride)
  if (!bitmap) throw new DarkroomError('too-large', say('pdfMemory'))
  try {
    const rowBytes = width * channels
    const data = new Uint8Array(rowBytes * height)
    for (let top = 0; top < height; top += rows) {
      pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, rows, alpha ? 0 : white)
      pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, -top, width, height, 0, drawAnnotations | redFirst)
      const drawn = pdfium.HEAPU8
      const count = Math.min(rows, height - top)
      if (stride === rowBytes) data.set(drawn.subarray(strip, strip + count * stride), top * rowBytes)
      else
        for (let row = 0; row < count; row++)
          data.set(
            drawn.subarray(strip + row * stride, strip + row * stride + rowBytes),
            (top + row) * rowBytes,
          )
    }
    return pagePixels(data, width, height, channels, size.findGray)
  } finally {
    pdfium._FPDFBitmap_Destroy(bitmap)
    pdfium._free(strip)
  }
}
