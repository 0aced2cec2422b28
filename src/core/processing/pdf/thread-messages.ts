import type { ErrorCode } from '../../errors.ts'
import type { Said } from '../../messages/messages.ts'
import type { PageSize, PageWish } from './open-document.ts'
import type { DocumentInfo, RenderedPage } from './page-data.ts'
import type { CompiledPdfium } from './pdfium.ts'

/** What the thread of a document starts with. */
export interface ThreadData {
  readonly compiled: CompiledPdfium
  readonly path: string
  /** The most memory that PDFium may take, the file included, in bytes. */
  readonly maxBytes: number
}

/** Asked one at a time: `open` a page, then `render` that page. */
export type ThreadRequest =
  | { readonly ask: 'document' }
  | { readonly ask: 'open'; readonly index: number }
  | { readonly ask: 'render'; readonly wish: PageWish }

export interface ThreadAnswers {
  readonly document: { readonly pages: number; readonly info: DocumentInfo }
  readonly open: PageSize | undefined
  readonly render: RenderedPage
}

/** The answer, or why there is none; `code` is absent for what should not happen. */
export type ThreadReply =
  | { readonly answer: ThreadAnswers[keyof ThreadAnswers] }
  | { readonly error: Said; readonly code?: ErrorCode }
