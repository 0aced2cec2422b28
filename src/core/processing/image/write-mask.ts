import { join } from 'node:path'
import type { Sharp } from 'sharp'
import type { DerivedFile } from '../processor.ts'
import { losslessTiff, tiledPyramid } from './pyramid-options.ts'

/** Writes the alpha channel as an 8-bit gray pyramid without loss, upright, of the picture's size; white is opaque. */
export async function writeMask(
  image: Sharp,
  density: number | undefined,
  workFolder: string,
): Promise<DerivedFile> {
  const path = join(workFolder, 'mask.tif')
  await image
    .keepIccProfile()
    .autoOrient()
    .extractChannel('alpha')
    .toColourspace('b-w')
    .tiff({ ...tiledPyramid(density), ...losslessTiff })
    .toFile(path)
  return { role: 'mask', path, mimeType: 'image/tiff' }
}
