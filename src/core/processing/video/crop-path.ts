/** Where a moving crop lies at a time: `position` from 0 (left or top) to 1. */
export interface PathPoint {
  readonly seconds: number
  readonly position: number
}

/** A subject that moves less than this part of the way counts as standing still. */
const stillRange = 0.08
/** How far a straight piece may lie from the smoothed way. */
const firstTolerance = 0.02
/** More pieces than this make an expression that is slow to work out for each frame. */
const maxPoints = 50

/**
 * A calm way through the places where the subject was seen: outliers and jitter are taken out, a subject that all but
 * stands still gets one place, and the rest becomes a few straight pieces. One point at least.
 */
export function cropPath(seen: readonly PathPoint[]): readonly PathPoint[] {
  if (seen.length === 0) return [{ seconds: 0, position: 0.5 }]
  const positions = smoothed(medians(seen.map(({ position }) => position)))
  const range = Math.max(...positions) - Math.min(...positions)
  if (range < stillRange) return [{ seconds: 0, position: median(positions) }]
  const points = seen.map(({ seconds }, i) => ({ seconds, position: positions[i] ?? 0.5 }))
  for (let tolerance = firstTolerance; ; tolerance *= 1.5) {
    const simple = simplified(points, tolerance)
    if (simple.length <= maxPoints) return simple
  }
}

/** The way as an FFmpeg expression of `t`, in pixels; `room`: how far the crop can move. */
export function pathExpression(path: readonly PathPoint[], room: number): string {
  const pixels = (point: PathPoint | undefined) => ((point?.position ?? 0) * room).toFixed(2)
  const pieces = path.slice(1).map((to, i) => {
    const from = path[i] ?? to
    const length = Math.max(to.seconds - from.seconds, 0.001)
    const way = ((to.position - from.position) * room).toFixed(2)
    return `+(${way})*clip((t-${from.seconds.toFixed(3)})/${length.toFixed(3)},0,1)`
  })
  return pixels(path[0]) + pieces.join('')
}

function medians(values: readonly number[]): number[] {
  return values.map((_, i) => median(around(values, i, 2)))
}

/** The values up to `reach` to both sides; near the ends fewer, as many on each, so that a steady move stays one. */
function around(values: readonly number[], i: number, reach: number): readonly number[] {
  const near = Math.min(reach, i, values.length - 1 - i)
  return values.slice(i - near, i + near + 1)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

function smoothed(values: readonly number[]): number[] {
  return values.map((_, i) => {
    const near = around(values, i, 1)
    return near.reduce((sum, value) => sum + value, 0) / near.length
  })
}

/** Ramer, Douglas and Peucker: leaves out points that lie on the line between those that stay. */
function simplified(points: readonly PathPoint[], tolerance: number): readonly PathPoint[] {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 3) return points
  let farthest = 0
  let most = 0
  for (const [i, { seconds, position }] of points.entries()) {
    const part = (seconds - first.seconds) / (last.seconds - first.seconds || 1)
    const off = Math.abs(position - (first.position + part * (last.position - first.position)))
    if (off > most) [farthest, most] = [i, off]
  }
  if (most <= tolerance) return [first, last]
  const before = simplified(points.slice(0, farthest + 1), tolerance)
  return [...before.slice(0, -1), ...simplified(points.slice(farthest), tolerance)]
}
