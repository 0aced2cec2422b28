import { DarkroomError } from '../../errors.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'
import { maxJpegSide } from '../image/pyramid-options.ts'
import type { RenderColorSpace } from '../options/option-types.ts'
import type { ProcessorInput } from '../processor.ts'
import { type DocumentSession, openSession } from './document-session.ts'
import type { DocumentInfo, PageLink, PageWord, RenderedPage } from './page-data.ts'
import { type PagePicture, writePagePicture } from './page-picture.ts'
import { planPage } from './page-plan.ts'
import { pageRanges } from './page-ranges.ts'

/** Pages whose pyramids are written at the same time; another one is drawn meanwhile. */
const pyramidsAtOnce = 2

export interface DrawWish {
  /** In pixels per inch. */
  readonly resolution: number
  readonly colorspace: RenderColorSpace
  /** True: what a page leaves empty is transparent, not white. */
  readonly alpha: boolean
  readonly words: boolean
  readonly links: boolean
  /** True: the other pages are left out. */
  readonly firstPageOnly: boolean
}

/** A page as a picture. `number` counts from 1. */
export interface DrawnPage extends PagePicture {
  readonly number: number
  readonly words: readonly PageWord[]
  readonly links: readonly PageLink[]
}

export interface DrawnDocument {
  /** As the file says, those that could not be read included. */
  readonly pageCount: number
  readonly info: DocumentInfo
  /** In order. */
  readonly pages: readonly DrawnPage[]
  readonly warnings: readonly NestedMessage[]
}

/**
 * Draws the pages of a PDF and writes their pyramids into the work folder. Drawing and writing overlap, with at most three
 * pages in memory. A page that can not be read is left out with a warning. Throws `bad-file` for a file that is encrypted
 * or damaged or has no page that can be read, `too-large` beyond a limit.
 */
export async function drawDocument(input: ProcessorInput, wish: DrawWish): Promise<DrawnDocument> {
  const { fileName, limits, path, signal, size } = input
  if (size > limits.maxRipBytes / 2)
    throw new DarkroomError(
      'too-large',
      say('pdfTooLarge', { file: fileName, size, max: Math.floor(limits.maxRipBytes / 2) }),
    )
  const sessionLimits = { maxBytes: limits.maxRipBytes, maxSeconds: limits.maxRipSeconds }
  const session = await openSession(path, sessionLimits, signal)
  const writing = new Set<Promise<unknown>>()
  try {
    return await drawPages(input, wish, session, writing)
  } finally {
    await session.close()
    // The work folder is the caller's to remove, so nothing may write into it any more.
    await Promise.allSettled(writing)
  }
}

async function drawPages(
  input: ProcessorInput,
  wish: DrawWish,
  session: DocumentSession,
  writing: Set<Promise<unknown>>,
): Promise<DrawnDocument> {
  const { fileName, limits, progress } = input
  const { pages: pageCount, info } = await session.ask(
    { ask: 'document' },
    say('quotedFile', { file: fileName }),
  )
  if (pageCount > limits.maxPages && !wish.firstPageOnly)
    throw new DarkroomError(
      'too-large',
      say('tooManyPages', { file: fileName, count: pageCount, max: limits.maxPages }),
    )
  const asked = wish.firstPageOnly ? 1 : pageCount
  const pages: Promise<DrawnPage>[] = []
  const unreadable: number[] = []
  const reduced: number[] = []
  for (let number = 1; number <= asked; number++) {
    const drawn = await drawPage(input, wish, session, number)
    progress(number / asked)
    if (!drawn) {
      unreadable.push(number)
      continue
    }
    if (drawn.resolution < wish.resolution) reduced.push(number)
    while (writing.size >= pyramidsAtOnce) await Promise.race(writing)
    pages.push(writePage(input, wish, drawn, writing))
  }
  if (pages.length === 0) throw new DarkroomError('bad-file', say('pdfNoReadablePage', { file: fileName }))
  return {
    pageCount,
    info,
    pages: await Promise.all(pages),
    warnings: [
      ...(unreadable.length === 0
        ? []
        : [say('pagesUnreadable', { file: fileName, pages: pageRanges(unreadable) })]),
      ...(reduced.length === 0
        ? []
        : [
            say('pagesSmallerOrSide', {
              file: fileName,
              resolution: wish.resolution,
              max: maxPixelsOf(input),
              side: maxJpegSide,
              pages: pageRanges(reduced),
            }),
          ]),
    ],
  }
}

/** A page that was drawn, not yet written. */
interface PageDrawing extends RenderedPage {
  readonly number: number
  readonly resolution: number
}

async function drawPage(
  input: ProcessorInput,
  wish: DrawWish,
  session: DocumentSession,
  number: number,
): Promise<PageDrawing | undefined> {
  const what = say('pageOfFile', { page: number, file: input.fileName })
  const size = await session.ask({ ask: 'open', index: number - 1 }, what)
  if (!size) return undefined
  const { width, height, resolution } = planPage(size, wish.resolution, maxPixelsOf(input))
  const { alpha, words, links } = wish
  const findGray = wish.colorspace === 'Auto'
  const drawn = await session.ask(
    { ask: 'render', wish: { width, height, alpha, findGray, words, links } },
    what,
  )
  return { ...drawn, number, resolution }
}

/** Begins to write a page's pyramid, and counts it in `writing` until it is done. */
function writePage(
  input: ProcessorInput,
  { colorspace }: DrawWish,
  { pixels, number, resolution, words, links }: PageDrawing,
  writing: Set<Promise<unknown>>,
): Promise<DrawnPage> {
  const picture = writePagePicture(input, { number, pixels, resolution, colorspace })
  const counted: Promise<unknown> = picture.then(() => writing.delete(counted))
  writing.add(counted)
  const page = picture.then((made) => ({ ...made, number, words, links }))
  // Both are awaited later; until then a failure must not count as unhandled.
  counted.catch(() => undefined)
  page.catch(() => undefined)
  return page
}

function maxPixelsOf({ limits }: ProcessorInput): number {
  return Math.min(limits.maxPagePixels, limits.maxPixels)
}
