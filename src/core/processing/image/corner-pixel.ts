import type { Samples } from '../../imaging/background.ts'
import type { Corner } from '../options/option-types.ts'
import type { PixelFile } from './pixel-file.ts'

/** In pixels, of a picture of that size. */
export function cornerOf(corner: Corner, width: number, height: number): { x: number; y: number } {
  return { x: corner.endsWith('Right') ? width - 1 : 0, y: corner.startsWith('Bottom') ? height - 1 : 0 }
}

/** The samples of the pixel in a corner. */
export async function cornerPixel(pixels: PixelFile, corner: Corner): Promise<Samples> {
  const { x, y } = cornerOf(corner, pixels.width, pixels.height)
  const { data } = await pixels.readRows(y, 1, false)
  return data.slice(x * pixels.channels, (x + 1) * pixels.channels)
}
