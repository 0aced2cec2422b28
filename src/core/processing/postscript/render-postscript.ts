import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CropRect, ImageFacts } from '../../assets/asset.table.ts'
import type { ImageMapDefinition } from '../../assets/image-map.ts'
import { eachOnce, type NestedMessage, say } from '../../messages/messages.ts'
import { image } from '../image.ts'
import type { PageWord } from '../pdf/page-data.ts'
import type { PagePlan } from '../pdf/page-plan.ts'
import { pageRanges } from '../pdf/page-ranges.ts'
import type { DerivedFile, ProcessorInput } from '../processor.ts'
import { distill } from './distill.ts'
import { drawPage, pageInPixels } from './draw-page.ts'
import type { DscComments } from './dsc.ts'
import { postScriptSource } from './eps-source.ts'
import { type RipOptions, ripSettings } from './rip-settings.ts'
import { searchWords } from './search-words.ts'

/** A page as a picture, its files in the work folder. */
export interface RippedPage {
  /** From 1. */
  readonly number: number
  readonly image: ImageFacts
  readonly crop?: CropRect
  readonly derived: readonly DerivedFile[]
  /** Absent: not asked for. */
  readonly words?: readonly PageWord[]
  /** Areas that lead elsewhere; absent: not looked for. */
  readonly imageMaps?: readonly ImageMapDefinition[]
}

export interface RippedPostScript {
  /** At least one. */
  readonly pages: readonly [RippedPage, ...RippedPage[]]
  readonly comments: DscComments
  readonly warnings: readonly NestedMessage[]
}

/**
 * Draws all pages of a PostScript or EPS file with Ghostscript; an EPS is cut to its bounding box. Options of pictures
 * (sharpening, masks, crops, colour management) apply to every page. `option` is the group that `given` comes from, for
 * messages; `head` the first bytes of the file.
 *
 * A page that would have too many pixels is drawn smaller, with a warning. Throws `bad-file` for programs that fail or ask
 * for what they may not, and without Ghostscript; `too-large` beyond the limits of pages, time and memory;
 * `invalid-parameter` for a resolution that is none.
 */
export async function renderPostScript(
  input: ProcessorInput,
  head: Buffer,
  option: string,
  given: RipOptions,
): Promise<RippedPostScript> {
  const { settings, warnings } = ripSettings(option, given)
  const source = await postScriptSource(input, head)
  const distilled = await distill(input, source)
  const plans = distilled.pages.map((page) => pageInPixels(page, settings.resolution, input.limits))
  const words = given.extractSearchWords
    ? await searchWords(input, distilled.path, distilled.pages.length)
    : undefined

  const pages: RippedPage[] = []
  const allWarnings = [...source.warnings, ...warnings, ...smallerPages(plans, settings.resolution, input)]
  for (const [index, plan] of plans.entries()) {
    input.signal.throwIfAborted()
    const number = index + 1
    const folder = join(input.workFolder, `page-${number}`)
    await mkdir(folder)
    const drawn = await drawPage(input, distilled.path, number, plan, settings, folder)
    const picture = await image.process(
      {
        ...input,
        path: drawn.path,
        size: (await stat(drawn.path)).size,
        workFolder: folder,
        lossless: drawn.lossless,
        progress: () => undefined,
      },
      { kind: drawn.kind, head: Buffer.alloc(0), warnings: [] },
    )
    await rm(drawn.path)
    allWarnings.push(...picture.warnings)
    if (!picture.image) throw new Error('a drawn page is no picture')
    pages.push({
      number,
      image: picture.image,
      derived: picture.derived,
      ...(picture.crop && { crop: picture.crop }),
      ...(words && { words: words[index] ?? [] }),
    })
    input.progress(number / distilled.pages.length)
  }
  const [first, ...rest] = pages
  if (!first) throw new Error('there is no page')
  return { pages: [first, ...rest], comments: source.comments, warnings: eachOnce(allWarnings) }
}

function smallerPages(
  plans: readonly PagePlan[],
  resolution: number,
  { fileName, limits }: Pick<ProcessorInput, 'fileName' | 'limits'>,
): NestedMessage[] {
  const numbers = plans.flatMap((plan, index) => (plan.resolution < resolution ? [index + 1] : []))
  if (numbers.length === 0) return []
  const max = Math.min(limits.maxPixels, limits.maxPagePixels)
  return [say('pagesSmaller', { file: fileName, resolution, max, pages: pageRanges(numbers) })]
}
