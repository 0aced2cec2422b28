import type { SaliencyMap } from './saliency.ts'

/** A rectangle in parts of the whole, 0 to 1. */
export interface PartRect {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** How little a thing at the edge of the crop counts against one in its middle. */
const edgeWeight = 0.6

/**
 * The largest rectangle of `width` to `height` inside a picture of `whole` pixels, moved along its free direction to where
 * most of what stands out is in it, and that as near to its middle as can be. A picture in which nothing stands out is
 * cropped in the middle.
 */
export function placeCrop(
  whole: { readonly width: number; readonly height: number },
  aspect: { readonly width: number; readonly height: number },
  map: SaliencyMap,
): PartRect {
  const scale = Math.min(whole.width / aspect.width, whole.height / aspect.height)
  const w = Math.min(1, (aspect.width * scale) / whole.width)
  const h = Math.min(1, (aspect.height * scale) / whole.height)
  return { x: bestStart(profile(map, 'x'), w), y: bestStart(profile(map, 'y'), h), w, h }
}

/** What stands out, summed over columns or rows. */
function profile({ values, width, height }: SaliencyMap, along: 'x' | 'y'): Float64Array {
  const sums = new Float64Array(along === 'x' ? width : height)
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const at = along === 'x' ? x : y
      sums[at] = (sums[at] ?? 0) + (values[i] ?? 0)
    }
  return sums
}

/** Where a window of that part of the whole starts best, 0 to 1. */
function bestStart(sums: Float64Array, part: number): number {
  const free = 1 - part
  if (free <= 0) return 0
  const steps = Math.max(2, sums.length)
  let best = { start: free / 2, score: scoreOf(sums, free / 2, part) }
  for (let step = 0; step <= steps; step++) {
    const start = (free * step) / steps
    const score = scoreOf(sums, start, part)
    if (score > best.score * (1 + 1e-9)) best = { start, score }
  }
  return best.start
}

function scoreOf(sums: Float64Array, start: number, part: number): number {
  const middle = start + part / 2
  let score = 0
  for (const [i, sum] of sums.entries()) {
    const off = Math.abs((i + 0.5) / sums.length - middle) / (part / 2)
    if (off <= 1) score += sum * (1 - (1 - edgeWeight) * off * off)
  }
  return score
}
