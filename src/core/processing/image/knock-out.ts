import { colourBackground } from '../../imaging/background.ts'
import { keepConnectedArea } from '../../imaging/connected-area.ts'
import { removeBackground, removeBackgroundReach } from '../../imaging/remove-background.ts'
import { createSelection, type Selection } from '../../imaging/selection.ts'
import type { KnockoutBackgroundOptions } from '../options/option-types.ts'
import { cornerOf, cornerPixel } from './corner-pixel.ts'
import { type BandWork, changeBands, pixelBands } from './pixel-bands.ts'
import type { PixelFile } from './pixel-file.ts'

/**
 * Makes the background of a picture with alpha transparent, in place. False: all of the picture is background, and
 * nothing was changed. Time grows with the number of pixels, whatever they show; beside a band of rows, memory is an
 * eighth of a byte for each pixel, and for FloodFill 4 bytes for each run of background in a row (at most one for two
 * pixels).
 */
export async function knockOutBackground(
  pixels: PixelFile,
  { corner, tolerance = 0, fillMethod }: KnockoutBackgroundOptions,
  work: Omit<BandWork, 'hasAlpha'>,
): Promise<boolean> {
  const { width, height } = pixels
  const bandWork = { ...work, hasAlpha: true }
  const selection = createSelection(width, height)
  const pixel = await cornerPixel(pixels, corner)
  const isBackground = colourBackground(pixel, { channels: pixels.channels, hasAlpha: true }, tolerance)
  let count = 0
  const flags = new Uint8Array(width)
  for await (const { top, band } of pixelBands(pixels, bandWork)) {
    for (let y = 0, at = 0; y < band.height; y++) {
      for (let x = 0; x < width; x++, at += band.channels) {
        flags[x] = Number(isBackground(band.data, at))
        count += flags[x] as number
      }
      selection.writeRow(top + y, flags)
    }
  }
  if (fillMethod === 'FloodFill') {
    const { x, y } = cornerOf(corner, width, height)
    count = keepConnectedArea(selection, x, y)
  }
  if (count === width * height) return false
  await changeBands(pixels, removeBackgroundReach, bandWork, (band, top) =>
    removeBackground(band, rowsOf(selection, top, band.height), tolerance),
  )
  return true
}

function rowsOf(selection: Selection, top: number, count: number): Uint8Array {
  const { width } = selection
  const flags = new Uint8Array(width * count)
  for (let row = 0; row < count; row++)
    selection.readRow(top + row, flags.subarray(row * width, (row + 1) * width))
  return flags
}
