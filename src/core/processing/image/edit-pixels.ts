import type { Metadata, Sharp } from 'sharp'
import { type NestedMessage, say } from '../../messages/messages.ts'
import { type Crop, cropOf } from '../crop.ts'
import type { KnockoutBackgroundOptions } from '../options/option-types.ts'
import type { ProcessingOptions } from '../processor.ts'
import { unsharpMaskOf } from '../unsharp-mask-options.ts'
import { autoColorCrop, autoTransparentCrop } from './auto-crop.ts'
import { knockOutBackground } from './knock-out.ts'
import { openPixelFile } from './pixel-file.ts'
import { pyramidPlan } from './pyramid-options.ts'
import { sharpen } from './sharpen.ts'
import { writeUprightPixels } from './upright-pixels.ts'

/** A picture whose pixels are to be looked at and changed. */
export interface EditablePicture {
  /** As it is in the file that `open` opens. */
  readonly header: Metadata
  /** Its colours are managed, but it may not be upright. */
  readonly open: () => Sharp
  readonly fileName: string
  readonly workFolder: string
  readonly signal: AbortSignal
}

export interface EditedPicture {
  /** As the picture is now. */
  readonly header: Metadata
  /** Upright pixels in the work folder; absent: nothing had to be changed. */
  readonly path?: string
  readonly crop?: Crop['crop']
  readonly warnings: readonly NestedMessage[]
}

/**
 * Carries out what options do with single pixels, in this order: crop by colour, which needs the background as it came;
 * knockout; crop by alpha, also by that of the knockout; unsharp mask, which then sees no background that is gone. Pixels
 * are decoded once for all of it, and not at all when no option asks for any.
 */
export async function editPixels(
  picture: EditablePicture,
  options: ProcessingOptions,
): Promise<EditedPicture> {
  const { header: original, fileName, workFolder, signal } = picture
  const {
    autoColorCropOptions: byColor,
    autoTransparentCropOptions: byAlpha,
    knockoutBackgroundOptions: knockout,
  } = options
  const mask = unsharpMaskOf(options.unsharpMaskOptions)
  const header = knockout ? withAlpha(original) : original
  const crops = [cropOf(header.autoOrient.width, header.autoOrient.height, options.manualCropOptions)]
  if (byAlpha && !header.hasAlpha) crops.push(noAlpha(fileName))
  const looksAtAlpha = byAlpha && header.hasAlpha
  if (!byColor && !knockout && !looksAtAlpha && !mask) return { header, ...summary(crops) }

  const path = await writeUprightPixels(picture.open(), pyramidPlan(header), workFolder, header.hasAlpha)
  const pixels = await openPixelFile(path)
  const work = { hasAlpha: header.hasAlpha, signal }
  try {
    if (byColor) crops.push(await autoColorCrop(pixels, byColor, work))
    if (knockout && !(await knockOutBackground(pixels, knockout, work))) {
      const { knockoutBackgroundOptions: _, ...others } = options
      const edited = await editPixels(picture, others)
      return { ...edited, warnings: [nothingLeft(fileName, knockout), ...edited.warnings] }
    }
    if (looksAtAlpha) crops.push(await autoTransparentCrop(pixels, byAlpha, work))
    if (mask) await sharpen(pixels, mask, work)
  } finally {
    await pixels.close()
  }
  return { header, path, ...summary(crops) }
}

function withAlpha(header: Metadata): Metadata {
  return header.hasAlpha
    ? header
    : { ...header, hasAlpha: true, channels: (header.channels + 1) as Metadata['channels'] }
}

function nothingLeft(fileName: string, { corner, tolerance = 0 }: KnockoutBackgroundOptions): NestedMessage {
  return say('knockoutAll', { file: fileName, corner, tolerance })
}

function noAlpha(fileName: string): Crop {
  return {
    warning: say('noTransparency', { file: fileName }),
  }
}

/** The first crop there is: the API takes one crop option at a time. */
function summary(crops: readonly Crop[]): Pick<EditedPicture, 'crop' | 'warnings'> {
  return {
    crop: crops.find(({ crop }) => crop)?.crop,
    warnings: crops.flatMap(({ warning }) => warning ?? []),
  }
}
