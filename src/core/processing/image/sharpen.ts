import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Sharp } from 'sharp'
import { blurReach } from '../../imaging/gaussian-blur.ts'
import { type UnsharpMask, unsharpMask } from '../../imaging/unsharp-mask.ts'
import { openPixelFile, type PixelFile } from './pixel-file.ts'
import type { PyramidPlan } from './pyramid-options.ts'
import { keepColours } from './write-pyramid.ts'

/** Rows are sharpened in bands of about this size, so that memory stays the same for any picture. In bytes. */
const maxBandBytes = 32 * 1024 * 1024

/**
 * Writes the upright picture, sharpened, as plain pixels with profile and resolution into the work folder. Gives the
 * path of a file that the image library opens. `bandBytes`: see maxBandBytes.
 */
export async function sharpen(
  image: Sharp,
  plan: PyramidPlan,
  hasAlpha: boolean,
  mask: UnsharpMask,
  workFolder: string,
  signal: AbortSignal,
  bandBytes: number = maxBandBytes,
): Promise<string> {
  // libvips maps such a file into memory: writing over one that is still mapped would kill the process.
  const path = join(workFolder, `sharpened-${randomUUID()}.v`)
  await keepColours(image, plan).autoOrient().toFile(path)
  const pixels = await openPixelFile(path)
  try {
    await sharpenRows(pixels, hasAlpha, mask, signal, bandBytes)
  } finally {
    await pixels.close()
  }
  return path
}

/** In place: a band is read with the rows around it that its blur needs; rows above come from before the change. */
async function sharpenRows(
  pixels: PixelFile,
  hasAlpha: boolean,
  mask: UnsharpMask,
  signal: AbortSignal,
  bandBytes: number,
): Promise<void> {
  const { height, rowBytes } = pixels
  const reach = blurReach(mask.radius)
  const bandRows = Math.max(Math.floor(bandBytes / rowBytes), 2 * reach, 1)
  let finished: { top: number; data: Uint8Array | Uint16Array } | undefined
  for (let top = 0; top < height; top += bandRows) {
    signal.throwIfAborted()
    const rows = Math.min(bandRows, height - top)
    const from = Math.max(0, top - reach)
    const to = Math.min(height, top + rows + reach)
    const band = unsharpMask(await pixels.readRows(from, to - from, hasAlpha), mask)
    if (finished) await pixels.writeRows(finished.top, finished.data)
    const rowSamples = band.data.length / band.height
    finished = { top, data: band.data.slice((top - from) * rowSamples, (top - from + rows) * rowSamples) }
  }
  if (finished) await pixels.writeRows(finished.top, finished.data)
}
