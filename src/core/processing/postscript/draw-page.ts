import { join } from 'node:path'
import sharp from 'sharp'
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
    return { path: gray ? await inGray(path, folder) : path, kind: 'png', lossless: true }
  }
  const path = await draw(devices[colorspace === 'Auto' ? 'Rgb' : colorspace], 'page.tif')
  const { gray, drawn } = await lookAtPage(path)
  const again = gray && colorspace === 'Auto'
  return { path: again ? await draw(devices.Gray, 'gray.tif') : path, kind: 'tiff', lossless: drawn }
}

async function inGray(path: string, folder: string): Promise<string> {
  const gray = join(folder, 'gray.png')
  await sharp(path, { limitInputPixels: false })
    .toColourspace('b-w')
    .png({ compressionLevel: 1 })
    .toFile(gray)
  return gray
}
