import { fullSample } from './background.ts'
import type { RawImage } from './raw-image.ts'

/** Samples of one pixel; its colours are multiplied by alpha (0 to 1), so that they add up like light. Alpha is last. */
export type VisibleSamples = Float64Array

/** Reads pixels of a picture with alpha. */
export interface VisiblePixels {
  has(x: number, y: number): boolean
  /** Fills `out` with the pixel's samples. */
  read(x: number, y: number, out: VisibleSamples): void
}

export function visiblePixels({ data, width, height, channels }: RawImage): VisiblePixels {
  const full = fullSample(data)
  const last = channels - 1
  return {
    has: (x, y) => x >= 0 && x < width && y >= 0 && y < height,
    read: (x, y, out) => {
      const at = (y * width + x) * channels
      const alpha = data[at + last] as number
      for (let i = 0; i < last; i++) out[i] = ((data[at + i] as number) * alpha) / full
      out[last] = alpha
    },
  }
}

/** How far two pixels are from each other, in steps of a sample. */
export function distance(a: VisibleSamples, b: VisibleSamples): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2
  return Math.sqrt(sum)
}
