import { eachOnce, type NestedMessage, say } from '../../messages/messages.ts'
import type { RenderOptions } from '../options/option-types.ts'
import type { RippedPage } from '../postscript/render-postscript.ts'
import type { ProcessorInput } from '../processor.ts'
import { describePdf } from './describe-pdf.ts'
import { drawDocument } from './draw-document.ts'
import { pageMaps } from './page-maps.ts'
import { pageResolution } from './page-plan.ts'

/** What PDF and Illustrator files have in common. */
export interface PdfDrawing extends RenderOptions {
  readonly alpha?: boolean
  readonly words: boolean
  readonly links: boolean
  readonly firstPageOnly: boolean
}

export interface DrawnPdf {
  /** At least one. */
  readonly pages: readonly [RippedPage, ...RippedPage[]]
  readonly pageCount: number
  /** See `describePdf`. */
  readonly metadata: Readonly<Record<string, string>>
  readonly warnings: readonly NestedMessage[]
}

/** Draws the pages of a PDF as the option group `option` asks; see `drawDocument` for what it throws. */
export async function drawPdf(input: ProcessorInput, option: string, asked: PdfDrawing): Promise<DrawnPdf> {
  const { resolution, warning } = pageResolution(asked.resolution, `${option}/resolution`)
  const colorspace = asked.colorspace ?? 'Auto'
  const alpha = asked.alpha === true && colorspace !== 'Cmyk'
  const document = await drawDocument(input, { ...asked, resolution, colorspace, alpha })
  const described = await describePdf(
    input.path,
    document.info,
    document.pageCount,
    input.options.xmpKeywords,
  )
  let leftOut = 0
  const pageWarnings = eachOnce(document.pages.flatMap(({ warnings }) => warnings))
  const pages = document.pages.map(({ number, links, words, warnings: _warnings, ...page }): RippedPage => {
    const found = pageMaps(links, page.image.width, page.image.height)
    leftOut += found.leftOut
    return {
      ...page,
      number,
      ...(asked.words && { words }),
      ...(asked.links && { imageMaps: found.maps }),
    }
  })
  const [first, ...rest] = pages
  if (!first) throw new Error('there is no page')
  return {
    pages: [first, ...rest],
    pageCount: document.pageCount,
    metadata: described.metadata,
    warnings: [
      ...(warning === undefined ? [] : [warning]),
      ...(asked.alpha && !alpha ? [say('alphaInCmyk', { option: `${option}/alpha` })] : []),
      ...document.warnings,
      ...pageWarnings,
      ...described.warnings,
      ...(leftOut === 0
        ? []
        : [say(leftOut === 1 ? 'linkLeftOut' : 'linksLeftOut', { file: input.fileName, count: leftOut })]),
    ],
  }
}
