import type { RawImage } from './raw-image.ts'

/** How much a pixel stands out, row by row; 0 for what is like its surroundings. No upper bound. */
export interface SaliencyMap {
  readonly values: Float32Array
  readonly width: number
  readonly height: number
}

/** Of lightness, the two opponent colours, and opacity. */
const planes = 4
/** What stands out less than so many times the mean is background: a horizon is wide, and adds up. */
const noise = 2
/** How much more faces and hands count than other things of the same contrast. */
const skinBonus = 1.5

/**
 * What catches the eye in a small RGBA picture of 8 bits (200 pixels a side are plenty): each pixel is compared with the mean of the
 * largest area that has it in its middle (the maximum symmetric surround of Achanta and Süsstrunk), so what reaches the
 * edges counts as background. Colour of skin counts more, transparent pixels not at all, and what stands out
 * less than twice the mean is taken as background.
 */
export function saliencyOf(image: RawImage): SaliencyMap {
  const { width, height } = image
  const features = featuresOf(image)
  const sums = features.map((plane) => integral(plane, width, height))
  const values = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const reachY = Math.min(y, height - 1 - y)
    for (let x = 0; x < width; x++) {
      const reachX = Math.min(x, width - 1 - x)
      values[y * width + x] = contrast(sums, width, height, x, y, reachX, reachY)
    }
  }
  weigh(values, image)
  dropNoise(values)
  return { values, width, height }
}

/** OKLab and opacity, with the colour of transparent pixels taken out. */
function featuresOf({ data, width, height }: RawImage): Float32Array[] {
  const features = Array.from({ length: planes }, () => new Float32Array(width * height))
  for (let i = 0; i < width * height; i++) {
    const opacity = (data[i * 4 + 3] ?? 0) / 255
    const lab = okLab(data[i * 4] ?? 0, data[i * 4 + 1] ?? 0, data[i * 4 + 2] ?? 0)
    for (const [plane, values] of features.entries()) values[i] = (lab[plane] ?? 1) * opacity
  }
  return features
}

/** Colours as far apart as they look. The parts of colour count twice: a red thing stands out more than its shadow. */
function okLab(red: number, green: number, blue: number): [number, number, number] {
  const [r, g, b] = [linear(red), linear(green), linear(blue)]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    2 * (1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s),
    2 * (0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s),
  ]
}

const light = Float32Array.from({ length: 256 }, (_, sample) => {
  const value = sample / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
})

function linear(sample: number): number {
  return light[sample] ?? 0
}

/** Sums over all pixels above and to the left, with a row and a column of zeros in front. */
function integral(plane: Float32Array, width: number, height: number): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += plane[y * width + x] ?? 0
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row
    }
  }
  return sums
}

function mean(sums: Float64Array, width: number, left: number, top: number, right: number, bottom: number) {
  const at = (x: number, y: number) => sums[y * (width + 1) + x] ?? 0
  const sum = at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top)
  return sum / ((right - left) * (bottom - top))
}

/** Squared distance of the pixel, smoothed over its neighbours, from its symmetric surround. */
function contrast(
  sums: readonly Float64Array[],
  width: number,
  height: number,
  x: number,
  y: number,
  reachX: number,
  reachY: number,
): number {
  let distance = 0
  for (const plane of sums) {
    const own = mean(
      plane,
      width,
      Math.max(0, x - 1),
      Math.max(0, y - 1),
      Math.min(width, x + 2),
      Math.min(height, y + 2),
    )
    const around = mean(plane, width, x - reachX, y - reachY, x + reachX + 1, y + reachY + 1)
    distance += (own - around) ** 2
  }
  return distance
}

/** Direction of the colour of skin in RGB, of length 1, and how far from it a colour may be. */
const skin = [0.78, 0.57, 0.44].map((part) => part / Math.hypot(0.78, 0.57, 0.44)) as [number, number, number]
const skinReach = 0.12

function weigh(values: Float32Array, { data }: RawImage): void {
  for (let i = 0; i < values.length; i++) {
    const [red, green, blue] = [data[i * 4] ?? 0, data[i * 4 + 1] ?? 0, data[i * 4 + 2] ?? 0]
    const length = Math.hypot(red, green, blue)
    const off =
      length < 60 ? 1 : Math.hypot(red / length - skin[0], green / length - skin[1], blue / length - skin[2])
    const opacity = (data[i * 4 + 3] ?? 0) / 255
    values[i] = (values[i] ?? 0) * opacity * (1 + skinBonus * Math.max(0, 1 - off / skinReach))
  }
}

function dropNoise(values: Float32Array): void {
  let sum = 0
  for (const value of values) sum += value
  const floor = (noise * sum) / Math.max(1, values.length)
  for (let i = 0; i < values.length; i++) values[i] = Math.max(0, (values[i] ?? 0) - floor)
}
