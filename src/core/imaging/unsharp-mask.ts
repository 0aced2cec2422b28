import { gaussianBlur, type SampleRows } from './gaussian-blur.ts'
import type { RawImage } from './raw-image.ts'

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

/** Rec. 601, the weights that JPEG makes brightness with. */
const LUMA = [0.299, 0.587, 0.114] as const

/**
 * The unsharp mask of photography: each sample moves away from its blurred surroundings by `amount` times the
 * difference, where the difference reaches the threshold. Edges are replicated, results clamped and rounded, alpha is
 * left alone. Gives a new image.
 */
export function unsharpMask(image: RawImage, mask: UnsharpMask): RawImage {
  // Not slice(): that of a Node Buffer shares its memory.
  const data = image.data instanceof Uint16Array ? new Uint16Array(image.data) : new Uint8Array(image.data)
  if (mask.amount <= 0 || mask.radius <= 0) return { ...image, data }
  const colours = image.channels - (image.hasAlpha ? 1 : 0)
  const onLuma = mask.monochrome && colours === 3
  const source = onLuma ? lumaRows(image) : colourRows(image, colours)
  const blurredRow = gaussianBlur(source, mask.radius)
  const own = new Float32Array(source.width * source.channels)
  const least = (mask.threshold * highest(data)) / 255
  const rowSamples = image.width * image.channels
  const rowAsRead = colours === image.channels && !onLuma
  for (let y = 0; y < image.height; y++) {
    const blurred = blurredRow(y)
    source.read(y, own)
    const row = data.subarray(y * rowSamples, (y + 1) * rowSamples)
    if (rowAsRead) sharpenRow(row, own, blurred, mask.amount, least)
    else sharpenPixels(row, own, blurred, mask.amount, least, image.channels, colours)
  }
  return { ...image, data }
}

/** All samples of a row; `own` holds the same values as `row`. */
function sharpenRow(
  row: RawImage['data'],
  own: Float32Array,
  blurred: Float32Array,
  amount: number,
  least: number,
): void {
  const most = highest(row)
  for (let i = 0; i < row.length; i++) {
    const value = own[i] as number
    const difference = value - (blurred[i] as number)
    // A factor of 0 or 1 instead of a branch: in noise no processor guesses right which way it goes.
    const sharpened = value + amount * difference * Number(Math.abs(difference) >= least) + 0.5
    row[i] = Math.max(0, Math.min(sharpened, most))
  }
}

/** The first `colours` samples of each pixel; `own` and `blurred` have one value per pixel or per colour sample. */
function sharpenPixels(
  row: RawImage['data'],
  own: Float32Array,
  blurred: Float32Array,
  amount: number,
  least: number,
  channels: number,
  colours: number,
): void {
  const most = highest(row)
  const perPixel = own.length * channels === row.length ? 0 : 1
  const step = perPixel === 0 ? 1 : colours
  for (let at = 0, from = 0; at < row.length; at += channels, from += step) {
    for (let colour = 0; colour < colours; colour++) {
      const i = from + colour * perPixel
      const difference = (own[i] as number) - (blurred[i] as number)
      if (difference < least && difference > -least) continue
      const sharpened = (row[at + colour] as number) + amount * difference + 0.5
      row[at + colour] = Math.max(0, Math.min(sharpened, most))
    }
  }
}

function highest(data: RawImage['data']): number {
  return data instanceof Uint16Array ? 65_535 : 255
}

function colourRows({ data, width, height, channels }: RawImage, colours: number): SampleRows {
  const read = (y: number, row: Float32Array) => {
    let at = y * width * channels
    if (colours === channels) row.set(data.subarray(at, at + row.length))
    else {
      for (let i = 0; i < row.length; at += channels) {
        for (let colour = 0; colour < colours; colour++) row[i++] = data[at + colour] as number
      }
    }
  }
  return { width, height, channels: colours, read }
}

function lumaRows({ data, width, height, channels }: RawImage): SampleRows {
  const [red, green, blue] = LUMA
  const read = (y: number, row: Float32Array) => {
    for (let x = 0, at = y * width * channels; x < width; x++, at += channels) {
      row[x] = red * (data[at] as number) + green * (data[at + 1] as number) + blue * (data[at + 2] as number)
    }
  }
  return { width, height, channels: 1, read }
}
