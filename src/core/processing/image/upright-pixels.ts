import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Sharp } from 'sharp'
import type { PyramidPlan } from './pyramid-options.ts'
import { keepColours } from './write-pyramid.ts'

/**
 * Writes the upright picture as plain pixels, with profile and resolution, into the work folder; with `alpha`
 * it gets an opaque alpha channel where it has none. Gives the path of a file that both `openPixelFile` and the image library
 * open.
 */
export async function writeUprightPixels(
  image: Sharp,
  plan: PyramidPlan,
  workFolder: string,
  alpha = false,
): Promise<string> {
  // libvips maps such a file into memory: writing over one that is still mapped would kill the process.
  const path = join(workFolder, `upright-${randomUUID()}.v`)
  const upright = keepColours(image, plan).autoOrient()
  await (alpha ? upright.ensureAlpha() : upright).toFile(path)
  return path
}
