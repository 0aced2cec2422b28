import { join } from 'node:path'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { ProcessorInput } from '../processor.ts'
import type { PostScriptSource } from './eps-source.ts'
import { ghostscript } from './ghostscript.ts'

/** In points. */
export interface PageSize {
  readonly width: number
  readonly height: number
}

/** What a PostScript program draws, as pages that can be drawn one by one: a PDF in the work folder. */
export interface DistilledPages {
  readonly path: string
  readonly pages: readonly PageSize[]
}

const pdfName = 'pages.pdf'
/** The largest PDF that is taken of a PostScript program, in bytes. */
const maxPdfBytes = 4 * 2 ** 30

/** Nothing is turned, no picture loses pixels or quality, colours stay in their space, all fonts go along. */
const faithfully = [
  '-dAutoRotatePages=/None',
  '-dEmbedAllFonts=true',
  ...['Color', 'Gray', 'Mono'].map((kind) => `-dDownsample${kind}Images=false`),
  ...['Color', 'Gray'].flatMap((kind) => [
    `-dAutoFilter${kind}Images=false`,
    `-d${kind}ImageFilter=/FlateEncode`,
  ]),
]

/** Prints width and height of each page, turned as it is shown. */
const listPages = `(${pdfName}) (r) file runpdfbegin 1 1 pdfpagecount {
  pdfgetpage dup /Rotate pget not { 0 } if exch /MediaBox pget pop aload pop
  exch 4 -1 roll sub abs 3 1 roll exch sub abs 3 -1 roll
  90 idiv 2 mod 0 ne { exch } if
  (page ) print exch =only ( ) print =
} for quit`

/**
 * Carries out a PostScript program once, under all limits, and keeps what it draws. After this nothing that the program
 * says has effect: pages are data, and their number and sizes are known before any is drawn. Throws `bad-file` for
 * programs that fail or draw no page, and `too-large` beyond a limit.
 */
export async function distill(input: ProcessorInput, source: PostScriptSource): Promise<DistilledPages> {
  const { fileName, limits, workFolder } = input
  const { stderr } = await ghostscript(
    input,
    [
      '-sDEVICE=pdfwrite',
      `-sOutputFile=${pdfName}`,
      `-dLastPage=${limits.maxPages + 1}`,
      ...(source.box ? ['-dEPSCrop'] : []),
      ...faithfully,
      '-f',
      source.path,
      '-c',
      '(drawn ) print currentpagedevice /PageCount get =',
    ],
    maxPdfBytes,
  )
  // The PDF of no page would have an empty one.
  if (/drawn 0\s*$/.test(stderr)) throw new DarkroomError('bad-file', say('drawsNoPage', { file: fileName }))
  const listing = ['-sstdout=%stdout', '-dNODISPLAY', `--permit-file-read=${pdfName}`, '-c', listPages]
  const { stdout } = await ghostscript(input, listing, maxPdfBytes)
  const lines = stdout.toString('latin1').matchAll(/^page (\S+) (\S+)$/gm)
  const pages = [...lines].map(([, width, height]) => ({ width: Number(width), height: Number(height) }))
  if (pages.length === 0) throw new DarkroomError('bad-file', say('drawsNoPage', { file: fileName }))
  if (pages.length > limits.maxPages)
    throw new DarkroomError('too-large', say('moreThanPages', { file: fileName, max: limits.maxPages }))
  return { path: join(workFolder, pdfName), pages }
}
