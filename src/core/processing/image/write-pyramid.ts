import { join } from 'node:path'
import type { Sharp } from 'sharp'
import type { DerivedFile } from '../processor.ts'
import type { PyramidPlan } from './pyramid-options.ts'

/**
 * Streams a picture from its file into a tiled pyramid TIFF, upright, with its ICC profile; pixels are decoded once.
 * Level 0 (the first TIFF page) is the whole picture; each further level has half the size, rounded down, until one
 * tile holds it.
 */
export async function writePyramid(
  image: Sharp,
  plan: PyramidPlan,
  workFolder: string,
): Promise<DerivedFile> {
  const path = join(workFolder, 'pyramid.tif')
  await keepColours(image, plan).autoOrient().tiff(plan.tiff).toFile(path)
  return { role: 'pyramid', path, mimeType: 'image/tiff' }
}

/** Leaves the colours as they are: no conversion through the profile, which goes along. */
export function keepColours(image: Sharp, { space }: PyramidPlan): Sharp {
  const kept = image.keepIccProfile().toColourspace(space)
  return space === 'cmyk' ? kept.pipelineColourspace('cmyk') : kept
}
