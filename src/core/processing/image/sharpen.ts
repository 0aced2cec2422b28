import { blurReach } from '../../imaging/gaussian-blur.ts'
import { type UnsharpMask, unsharpMaskInPlace } from '../../imaging/unsharp-mask.ts'
import { type BandWork, changeBands } from './pixel-bands.ts'
import type { PixelFile } from './pixel-file.ts'

/** Sharpens a picture in place. */
export async function sharpen(pixels: PixelFile, mask: UnsharpMask, work: BandWork): Promise<void> {
  await changeBands(pixels, blurReach(mask.radius), work, (band) => {
    unsharpMaskInPlace(band, mask)
    return band
  })
}
