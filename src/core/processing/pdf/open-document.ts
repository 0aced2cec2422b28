import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { DocumentInfo, RenderedPage } from './page-data.ts'
import { readLinks } from './page-links.ts'
import { PageSpace } from './page-space.ts'
import { readWords } from './page-words.ts'
import type { Pdfium } from './pdfium.ts'
import { type RenderSize, renderPixels } from './render-pixels.ts'
import { Scratch } from './scratch.ts'

/** The size of an upright page, in points (1/72 inch). */
export interface PageSize {
  readonly width: number
  readonly height: number
}

export interface PageWish extends RenderSize {
  readonly words: boolean
  readonly links: boolean
}

/** An open PDF document. Its pages are numbered from 0; one is open at a time. */
export interface OpenDocument {
  readonly pages: number
  readonly info: DocumentInfo
  /** Opens a page and tells its size; undefined when it can not be read. */
  open(index: number): PageSize | undefined
  /** Draws and reads the open page, and closes it. Throws `too-large` without memory for it. */
  render(wish: PageWish): RenderedPage
}

const infoFields = [
  'Title',
  'Author',
  'Subject',
  'Keywords',
  'Creator',
  'Producer',
  'CreationDate',
  'ModDate',
  'Trapped',
] as const

/**
 * Opens a PDF, which owners may have restricted but which needs no password. The messages of its errors are the end of a
 * sentence about the file. Throws `bad-file` with a password or damage, `too-large` when it does not fit into memory.
 */
export function openDocument(pdfium: Pdfium, content: Uint8Array): OpenDocument {
  const data = pdfium._malloc(content.length)
  if (data === 0) throw new DarkroomError('too-large', say('pdfMemory'))
  pdfium.HEAPU8.set(content, data)
  const document = pdfium._FPDF_LoadMemDocument(data, content.length, 0)
  if (document === 0) throw loadError(pdfium._FPDF_GetLastError())
  const pages = pdfium._FPDF_GetPageCount(document)
  if (pages <= 0) throw new DarkroomError('bad-file', say('pdfNoPages'))
  const scratch = new Scratch(pdfium)
  let page = 0
  return {
    pages,
    info: readInfo(pdfium, scratch, document),
    open: (index) => {
      page = pdfium._FPDF_LoadPage(document, index)
      if (page === 0) return undefined
      return { width: pdfium._FPDF_GetPageWidthF(page), height: pdfium._FPDF_GetPageHeightF(page) }
    },
    render: (wish) => {
      try {
        const space = new PageSpace(pdfium, scratch, page)
        return {
          pixels: renderPixels(pdfium, page, wish),
          words: wish.words ? readWords(pdfium, scratch, page, space) : [],
          links: wish.links ? readLinks(pdfium, scratch, document, page, space) : [],
        }
      } finally {
        pdfium._FPDF_ClosePage(page)
        page = 0
      }
    },
  }
}

/** By PDFium's numbers: 3 is no PDF or damaged, 4 a password, 5 an encryption that it does not know. */
function loadError(code: number): DarkroomError {
  if (code === 4) return new DarkroomError('bad-file', say('pdfPassword'))
  if (code === 5) return new DarkroomError('bad-file', say('pdfEncryption'))
  return new DarkroomError('bad-file', say('pdfUnreadable'))
}

function readInfo(pdfium: Pdfium, scratch: Scratch, document: number): DocumentInfo {
  const info: Partial<Record<(typeof infoFields)[number], string>> = {}
  for (const field of infoFields) {
    const text = scratch.withAscii(field, (tag) =>
      scratch.text('utf-16le', (buffer, bytes) => pdfium._FPDF_GetMetaText(document, tag, buffer, bytes)),
    )
    if (text !== '') info[field] = text
  }
  return info
}
