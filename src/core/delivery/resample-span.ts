/** Pixels on each side that resampling looks at, per source pixel of one result pixel: Lanczos 3, and one to spare. */
const kernelReach = 4

/** How far outwards a better cut is looked for, in source pixels. */
const searchDistance = 128

/** How far apart, in result pixels, two beginnings may be that count as one. */
const cleanCutTolerance = 0.01

/** One direction of a resampling that yields only a part of the whole result. */
export interface ResampleSpan {
  /** First source pixel to read, and the one after the last. */
  readonly sourceStart: number
  readonly sourceEnd: number
  /** Which pixels of the whole result the source pixels become. */
  readonly resultStart: number
  readonly resultEnd: number
}

/**
 * Which part of a row of `length` pixels is enough to compute the pixels `start` to `end` (excluded) of the row
 * scaled to `scaled` pixels, so that parts computed apart join without a seam: both ends of the part are cut where
 * a source pixel and a result pixel begin at the same place (within `cleanCutTolerance`), else at the ends of
 * the row.
 */
export function resampleSpan(length: number, scaled: number, start: number, end: number): ResampleSpan {
  const ratio = length / scaled
  const reach = kernelReach * Math.max(1, ratio)
  const first = cleanCut(length, scaled, Math.floor(start * ratio - reach), -1)
  const last = cleanCut(length, scaled, Math.ceil(end * ratio + reach), 1)
  return {
    sourceStart: first.source,
    sourceEnd: last.source,
    resultStart: first.result,
    resultEnd: last.result,
  }
}

function cleanCut(
  length: number,
  scaled: number,
  from: number,
  step: -1 | 1,
): { source: number; result: number } {
  const rowEnd = step === -1 ? 0 : length
  let best = { source: rowEnd, result: step === -1 ? 0 : scaled }
  let bestError = cleanCutTolerance
  for (let distance = 0; distance <= searchDistance; distance++) {
    const source = from + step * distance
    if (step === -1 ? source <= 0 : source >= length) break
    const exact = (source * scaled) / length
    const error = Math.abs(exact - Math.round(exact))
    if (error < bestError) {
      best = { source, result: Math.round(exact) }
      bestError = error
    }
  }
  return best
}
