import { fullSample, type Samples } from './background.ts'
import { createBrightnessSharpener } from './brightness-row.ts'
import { gaussianBlur, type SampleRows } from './gaussian-blur.ts'
import { copyOfImage, type RawImage } from './raw-image.ts'
import { createRowSharpener } from './sharpen-row.ts'

export interface UnsharpMask {
  /** Strength; 0 changes nothing, IPS allows up to 5. */
  readonly amount: number
  /** Standard deviation of the blur in pixels; 0 changes nothing, IPS allows up to 250. */
  readonly radius: number
  /** Least difference from the blur that counts as an edge, in levels of 0 to 255 also for 16-bit images. */
  readonly threshold: number
  /** True: sharpen the brightness of RGB, the same change to R, G and B. Without effect on gray and CMYK. */
  readonly monochrome: boolean
}

/** Where less than this part of the surroundings is visible, the mask fades: of so little no mean can be told. */
const leastVisible = 0.01

/**
 * The unsharp mask of photography: each sample moves away from its blurred surroundings by `amount` times the
 * difference, where the difference reaches the threshold. Edges are replicated, results clamped and rounded. Alpha is
 * left alone, and surroundings count as far as they are visible, so that colours which transparency hides leave no
 * trace in what is seen. Gives a new image.
 */
export function unsharpMask(image: RawImage, mask: UnsharpMask): RawImage {
  const changed = copyOfImage(image)
  unsharpMaskInPlace(changed, mask)
  return changed
}

/** As `unsharpMask`, but changes the samples of the image that it is given. */
export function unsharpMaskInPlace(image: RawImage, mask: UnsharpMask): void {
  if (mask.amount <= 0 || mask.radius <= 0) return
  const onLuma = mask.monochrome && image.channels - (image.hasAlpha ? 1 : 0) === 3
  if (image.hasAlpha) sharpenVisible(image, mask, onLuma)
  else sharpenSamples(image, mask, onLuma)
}

// Both go from the top, and a blur reads each row before it gives it: what it reads is never changed already.

/** Each sample by itself, or those of each pixel of RGB by the same. */
function sharpenSamples(
  { data, width, height, channels }: RawImage,
  { amount, radius, threshold }: UnsharpMask,
  onLuma: boolean,
): void {
  const samples = width * channels
  const deep = data instanceof Uint16Array
  const rows = onLuma ? createBrightnessSharpener(width, deep) : createRowSharpener(samples, deep)
  const rowOf = (y: number) => data.subarray(y * samples, (y + 1) * samples)
  const read = (y: number, row: Float32Array) => rows.widen(rowOf(y), row)
  const blurredRow = gaussianBlur({ width, height, channels: onLuma ? 1 : channels, read }, radius)
  const least = (threshold * fullSample(data)) / 255
  for (let y = 0; y < height; y++) rows.sharpen(rowOf(y), blurredRow(y), amount, least)
}

/** The colours of each pixel beside alpha, each by itself or all by the same. */
function sharpenVisible(image: RawImage, mask: UnsharpMask, onLuma: boolean): void {
  const { data, width, height, channels } = image
  const samples = width * channels
  const source = visibleRows(image, onLuma)
  const blurredRow = gaussianBlur(source, mask.radius)
  const rows = createRowSharpener(samples, data instanceof Uint16Array)
  const surroundings = new Float32Array(samples)
  const least = (mask.threshold * fullSample(data)) / 255
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * samples, (y + 1) * samples)
    visibleSurroundings(row, blurredRow(y), channels, source.channels, surroundings)
    rows.sharpen(row, surroundings, mask.amount, least)
  }
}

/**
 * For each sample beside alpha its surroundings as far as they are visible, and alpha itself; for pixels that are not
 * visible the pixel itself. `blurred` has `values` per pixel: colours or brightness as far as visible, then alpha.
 */
function visibleSurroundings(
  row: Samples,
  blurred: Float32Array,
  channels: number,
  values: number,
  out: Float32Array,
): void {
  const full = fullSample(row)
  const last = channels - 1
  const onLuma = values < channels
  for (let at = 0, from = 0; at < row.length; at += channels, from += values) {
    const visible = (blurred[from + values - 1] as number) / full
    const scale = row[at + last] === 0 ? 0 : 1 / Math.max(visible, leastVisible)
    const brightness = onLuma ? lumaAt(row, at) : 0
    for (let colour = 0; colour < last; colour++) {
      const value = row[at + colour] as number
      const own = onLuma ? brightness : value
      out[at + colour] = value - (own * visible - (blurred[from + (onLuma ? 0 : colour)] as number)) * scale
    }
    out[at + last] = row[at + last] as number
  }
}

/** Colours or brightness, as far as they are visible, then alpha. */
function visibleRows({ data, width, height, channels }: RawImage, onLuma: boolean): SampleRows {
  const full = fullSample(data)
  const last = channels - 1
  const values = onLuma ? 1 : last
  const read = (y: number, out: Float32Array) => {
    for (let x = 0, at = y * width * channels, i = 0; x < width; x++, at += channels) {
      const alpha = data[at + last] as number
      const share = alpha / full
      for (let colour = 0; colour < values; colour++)
        out[i++] = (onLuma ? lumaAt(data, at) : (data[at + colour] as number)) * share
      out[i++] = alpha
    }
  }
  return { width, height, channels: values + 1, read }
}

function lumaAt(data: Samples, at: number): number {
  return luma(data[at] as number, data[at + 1] as number, data[at + 2] as number)
}

/** Rec. 601, the weights that JPEG makes brightness with. */
function luma(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue
}
