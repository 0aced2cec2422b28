import { createRowSum } from './row-sum.ts'

/** Samples in rows, as floats; what the blur reads and gives. */
export interface SampleRows {
  /** In pixels. */
  readonly width: number
  readonly height: number
  /** Samples per pixel, side by side. */
  readonly channels: number
  /** Fills `row` (width * channels samples) with row `y`. */
  readonly read: (y: number, row: Float32Array) => void
}

/** The kernel is cut where its tail holds less than 0.01 % of its weight, in standard deviations. */
const REACH = 4
/** From this standard deviation on, the blur is computed on a coarser grid: its cost stops growing. */
const coarseFrom = 16
/** Fineness of the grid: grid steps per standard deviation. */
const stepsPerSigma = 4
/** Standard deviation of going to the grid and back, in grid steps; wide enough that the grid leaves no trace (1e-5). */
const resampleSigma = 0.8

/** How far a pixel's blurred value depends on others, in pixels. */
export function blurReach(sigma: number): number {
  return Math.ceil(REACH * sigma)
}

/**
 * A Gaussian blur of standard deviation `sigma` pixels, edges replicated, each channel by itself. The result gives row
 * `y` (ask from 0 upwards, each once); the array is used again for the next row. Off by less than 0.02 % of the range.
 */
export function gaussianBlur(source: SampleRows, sigma: number): (y: number) => Float32Array {
  return sigma < coarseFrom ? directBlur(source, sigma) : coarseBlur(source, sigma)
}

function directBlur(source: SampleRows, sigma: number): (y: number) => Float32Array {
  const { width, height, channels } = source
  const length = width * channels
  const reach = blurReach(sigma)
  const margin = reach * channels
  const weights = gaussian(reach, 0, sigma)
  const offsets = Array.from(weights, (_, k) => k - reach)
  const memory = createRowSum(weights.length + 2, length + 2 * margin)
  const ring = offsets.map(() => memory.row(length))
  const padded = memory.row(length + 2 * margin)
  const vertical = padded.subarray(margin, margin + length)
  const blurred = memory.row(length)
  const shifted = offsets.map(
    (offset) => vertical.byteOffset + offset * channels * vertical.BYTES_PER_ELEMENT,
  )
  let rowsRead = 0
  return (y) => {
    for (; rowsRead < height && rowsRead <= y + reach; rowsRead++) {
      source.read(rowsRead, ring[rowsRead % ring.length] ?? blurred)
    }
    const rows = offsets.map((offset) => ring[clamp(y + offset, height) % ring.length]?.byteOffset ?? 0)
    memory.sum(vertical, rows, weights)
    replicateEnds(padded, margin, channels)
    memory.sum(blurred, shifted, weights)
    return blurred
  }
}

function replicateEnds(padded: Float32Array, margin: number, channels: number): void {
  const end = padded.length - margin
  for (let i = 0; i < margin; i++) {
    padded[i] = padded[margin + (i % channels)] as number
    padded[end + i] = padded[end - channels + (i % channels)] as number
  }
}

/**
 * Onto a grid of every `step`th pixel by a narrow Gaussian, blurred there, and back by another narrow one: variances
 * of Gaussians add up to the one asked for.
 */
function coarseBlur(source: SampleRows, sigma: number): (y: number) => Float32Array {
  const { width, height, channels } = source
  const step = Math.floor(sigma / stepsPerSigma)
  const gridSigma = Math.sqrt((sigma / step) ** 2 - 2 * resampleSigma ** 2)
  const margin = Math.ceil(REACH * (gridSigma + resampleSigma)) + 1
  const axis = (size: number) => {
    const cells = Math.ceil((size - 1) / step) + 1 + 2 * margin
    return {
      cells,
      down: taps(cells, (j) => (j - margin) * step, resampleSigma * step, size),
      blur: taps(cells, (j) => j, gridSigma, cells),
      up: taps(size, (i) => i / step + margin, resampleSigma, cells),
    }
  }
  const x = axis(width)
  const y = axis(height)

  const row = new Float32Array(width * channels)
  const narrow = new Float32Array(x.cells * channels)
  const blurredNarrow = new Float32Array(x.cells * channels)
  const grid = Array.from({ length: y.cells }, () => new Float32Array(x.cells * channels))
  for (let at = 0; at < height; at++) {
    source.read(at, row)
    sumAlong(row, x.down, channels, narrow)
    sumAlong(narrow, x.blur, channels, blurredNarrow)
    y.down.forEach(({ start, weights }, j) => {
      const weight = weights[at - start]
      const cells = grid[j]
      if (weight !== undefined && cells) addScaled(cells, blurredNarrow, weight)
    })
  }
  const blurredGrid = y.blur.map((tap) => sumOfRows(grid, tap, new Float32Array(x.cells * channels)))
  const blurred = new Float32Array(width * channels)
  return (at) => {
    const tap = y.up[at]
    if (tap) sumAlong(sumOfRows(blurredGrid, tap, narrow), x.up, channels, blurred)
    return blurred
  }
}

/** What one output is made of: the inputs from `start` on, under `weights`. */
interface Tap {
  readonly start: number
  readonly weights: Float64Array
}

/** Gaussian weights around `positions`, over inputs 0 to `size` - 1; what falls beyond goes to the first or last. */
function taps(count: number, position: (output: number) => number, sigma: number, size: number): Tap[] {
  const reach = blurReach(sigma)
  return Array.from({ length: count }, (_, output) => {
    const centre = position(output)
    const from = Math.round(centre) - reach
    const start = clamp(from, size)
    const weights = new Float64Array(clamp(from + 2 * reach, size) - start + 1)
    gaussian(reach, centre - Math.round(centre), sigma).forEach((weight, i) => {
      const at = clamp(from + i, size) - start
      weights[at] = (weights[at] ?? 0) + weight
    })
    return { start, weights }
  })
}

function sumAlong(row: Float32Array, outputs: readonly Tap[], channels: number, out: Float32Array): void {
  outputs.forEach(({ start, weights }, output) => {
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0
      for (let i = 0, at = start * channels + channel; i < weights.length; i++, at += channels) {
        sum += (weights[i] as number) * (row[at] as number)
      }
      out[output * channels + channel] = sum
    }
  })
}

function sumOfRows(rows: readonly Float32Array[], { start, weights }: Tap, out: Float32Array): Float32Array {
  out.fill(0)
  weights.forEach((weight, i) => {
    const row = rows[start + i]
    if (row) addScaled(out, row, weight)
  })
  return out
}

function addScaled(out: Float32Array, row: Float32Array, weight: number): void {
  for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) + weight * (row[i] as number)
}

/** Weights at -reach to reach around a centre of `offset`; their sum is 1. */
function gaussian(reach: number, offset: number, sigma: number): Float64Array {
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach - offset) ** 2) / (2 * sigma ** 2)),
  )
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}

function clamp(index: number, size: number): number {
  return Math.min(Math.max(index, 0), size - 1)
}
