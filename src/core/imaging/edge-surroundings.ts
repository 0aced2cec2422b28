import type { RawImage } from './raw-image.ts'
import { distance, type VisiblePixels, type VisibleSamples } from './visible-pixels.ts'

/** How far is looked for the colour of the background, and for stronger pixels. In pixels. */
const nextTo = 1
const nearby = 3

/** What lies around a pixel near the edge of a background. */
export interface EdgeSurroundings {
  /** The mean of the selected pixels at `x`, `y` and next to it; false: there is none. */
  readBackground(x: number, y: number, out: VisibleSamples): boolean
  /** The pixel nearby, not selected, that is furthest from the background, and which part of all is selected. */
  strongest(x: number, y: number, background: VisibleSamples): StrongestPixel
}

export interface StrongestPixel {
  readonly x: number
  readonly y: number
  /** Its distance from the background. */
  readonly height: number
  /** 0 to 1. */
  readonly backgroundShare: number
}

/** For a picture whose background is selected, with one flag per pixel. */
export function edgeSurroundings(
  { width, channels }: RawImage,
  pixels: VisiblePixels,
  selected: Uint8Array,
): EdgeSurroundings {
  const pixel = new Float64Array(channels)
  return {
    readBackground: (x, y, out) => {
      out.fill(0)
      let count = 0
      for (let j = y - nextTo; j <= y + nextTo; j++) {
        for (let i = x - nextTo; i <= x + nextTo; i++) {
          if (!pixels.has(i, j) || !selected[j * width + i]) continue
          pixels.read(i, j, pixel)
          for (let c = 0; c < channels; c++) out[c] = (out[c] as number) + (pixel[c] as number)
          count++
        }
      }
      for (let c = 0; c < channels; c++) out[c] = (out[c] as number) / count
      return count > 0
    },
    strongest: (x, y, background) => {
      let found = { x, y, height: 0 }
      let count = 0
      let selectedCount = 0
      for (let j = y - nearby; j <= y + nearby; j++) {
        for (let i = x - nearby; i <= x + nearby; i++) {
          if (!pixels.has(i, j)) continue
          count++
          if (selected[j * width + i]) {
            selectedCount++
            continue
          }
          pixels.read(i, j, pixel)
          const height = distance(pixel, background)
          if (height > found.height) found = { x: i, y: j, height }
        }
      }
      return { ...found, backgroundShare: selectedCount / count }
    },
  }
}
