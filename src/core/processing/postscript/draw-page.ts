import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { type PagePlan, planPage } from '../pdf/page-plan.ts'
import type { ProcessingLimits, ProcessorInput } from '../processor.ts'
import type { PageSize } from './distill.ts'
import { ghostscript } from './ghostscript.ts'
import { lookAtPage } from './look-at-page.ts'
import type { RipSettings } from './rip-settings.ts'

/** Ghostscript's devices. TIFF without compression: it is read once and thrown away. */
const devices = { Rgb: 'tiff24nc', Gray: 'tiffgray', Cmyk: 'tiff32nc' } as const

export interface DrawnPage {
  readonly path: string
  readonly kind: 'tiff' | 'png'
  /** It keeps every pixel: it is transparent, or no photograph. */
  readonly lossless: boolean
}

/** The size of a page in pixels, less than asked for where it would have more of them than allowed. Draws nothing. */
export function pageInPixels(
  page: PageSize,
  resolution: number,
  { maxPixels, maxPagePixels }: ProcessingLimits,
): PagePlan {
  // Ghostscript rounds a side up where the plan rounds it down.
  return planPage(page, resolution, Math.min(maxPixels, maxPagePixels) * 0.99)
}

/** Draws one page of a distilled file into a folder inside the work folder, smoothed at its edges. */
export async function drawPage(
  input: ProcessorInput,
  pdf: string,
  number: number,
  { width, height, resolution }: PagePlan,
  settings: RipSettings,
  folder: string,
): Promise<DrawnPage> {
  const draw = async (device: string, name: string) => {
    const path = join(folder, name)
    const parameters = [
      `-sDEVICE=${device}`,
      `-sOutputFile=${path.replaceAll('%', '%%')}`,
      `-r${resolution}`,
      `-dFirstPage=${number}`,
      `-dLastPage=${number}`,
      '-dTextAlphaBits=4',
      '-dGraphicsAlphaBits=4',
      '-f',
      pdf,
    ]
    await ghostscript(input, parameters, width * height * 5 + 10_000_000)
    return path
  }
  const { alpha, colorspace } = settings
  if (alpha) {
    const path = await draw('pngalpha', 'page.png')
    const gray = colorspace === 'Gray' || (colorspace === 'Auto' && (await lookAtPage(path)).gray)
    if (gray) await inGray(path, resolution).png({ compressionLevel: 1 }).toFile(join(folder, 'gray.png'))
    return { path: gray ? join(folder, 'gray.png') : path, kind: 'png', lossless: true }
  }
  const path = await draw(devices[colorspace === 'Auto' ? 'Rgb' : colorspace], 'page.tif')
  const { gray, drawn } = await lookAtPage(path)
  const toGray = gray && colorspace === 'Auto'
  if (toGray) await inGray(path, resolution).tiff({ compression: 'none' }).toFile(join(folder, 'gray.tif'))
  return { path: toGray ? join(folder, 'gray.tif') : path, kind: 'tiff', lossless: drawn }
}

/** Drawing it once more for that would give the same pixels. */
function inGray(path: string, resolution: number): Sharp {
  return sharp(path, { limitInputPixels: false, ignoreIcc: true })
    .withDensity(resolution)
    .toColourspace('b-w')
}
