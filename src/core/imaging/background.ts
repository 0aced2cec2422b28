import type { RawImage } from './raw-image.ts'

/** Samples of pixels side by side, as in RawImage. */
export type Samples = RawImage['data']

/** How the samples of a pixel are meant. */
export type PixelLayout = Pick<RawImage, 'channels' | 'hasAlpha'>

/** Whether the pixel whose samples start at index `at` of `row` counts as background. */
export type IsBackground = (row: Samples, at: number) => boolean

/** The value of a full sample: 255, or 65535 for 16 bits. */
export function fullSample(data: Samples): number {
  return data instanceof Uint16Array ? 65_535 : 255
}

/**
 * Background is what has the colour of `pixel`: no channel differs from it by more than `tolerance` (0 exact, 1
 * everything) of the range. With alpha, what is compared is alpha and the colours as far as they are visible, so that
 * all fully transparent pixels are alike.
 */
export function colourBackground(pixel: Samples, layout: PixelLayout, tolerance: number): IsBackground {
  const full = fullSample(pixel)
  const most = Math.floor(tolerance * full + 1e-6)
  return layout.hasAlpha
    ? visibleColour(pixel, layout.channels, most, full)
    : plainColour(pixel, layout.channels, most)
}

/** Background is what is transparent: alpha is at most `tolerance` (0 only full transparency, 1 everything) of the range. */
export function transparentBackground(
  { channels }: PixelLayout,
  full: number,
  tolerance: number,
): IsBackground {
  const most = Math.floor(tolerance * full + 1e-6)
  return (row, at) => (row[at + channels - 1] as number) <= most
}

function plainColour(pixel: Samples, channels: number, most: number): IsBackground {
  const [first = 0, second = 0, third = 0, fourth = 0] = pixel
  const near = (row: Samples, at: number, value: number) => Math.abs((row[at] as number) - value) <= most
  if (channels === 1) return (row, at) => near(row, at, first)
  const three = (row: Samples, at: number) =>
    near(row, at, first) && near(row, at + 1, second) && near(row, at + 2, third)
  if (channels === 3) return three
  return (row, at) => three(row, at) && near(row, at + 3, fourth)
}

function visibleColour(pixel: Samples, channels: number, most: number, full: number): IsBackground {
  const last = channels - 1
  const alpha = pixel[last] ?? full
  const visible = Float64Array.from(pixel.subarray(0, last), (sample) => sample * alpha)
  const mostVisible = (most + 0.5) * full
  return (row, at) => {
    const own = row[at + last] as number
    if (Math.abs(own - alpha) > most) return false
    for (let i = 0; i < last; i++)
      if (Math.abs((row[at + i] as number) * own - (visible[i] as number)) > mostVisible) return false
    return true
  }
}
