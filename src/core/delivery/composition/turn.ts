import type { Point, Rect, Size } from '../rect.ts'

/** Cosine and sine of an angle. Those of quarter turns are exact. */
export interface Turn {
  readonly cos: number
  readonly sin: number
}

/** The turn by so many degrees, clockwise where y grows downwards. */
export function turnBy(degrees: number): Turn {
  const quarters = degrees / 90
  if (Number.isInteger(quarters)) {
    const quarter = ((quarters % 4) + 4) % 4
    return { cos: [1, 0, -1, 0][quarter] ?? 1, sin: [0, 1, 0, -1][quarter] ?? 0 }
  }
  const radians = (degrees * Math.PI) / 180
  return { cos: Math.cos(radians), sin: Math.sin(radians) }
}

/** A point turned around 0,0. */
export function turned({ x, y }: Point, { cos, sin }: Turn): Point {
  return { x: x * cos - y * sin, y: x * sin + y * cos }
}

/** The opposite turn. */
export function backwards({ cos, sin }: Turn): Turn {
  return { cos, sin: -sin }
}

/** The smallest upright rectangle around a rectangle of that size at 0,0 that is turned around 0,0. */
export function turnedBounds({ width, height }: Size, turn: Turn): Rect {
  const corners = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: 0, y: height },
    { x: width, y: height },
  ].map((corner) => turned(corner, turn))
  const xs = corners.map(({ x }) => x)
  const ys = corners.map(({ y }) => y)
  const x = Math.min(...xs)
  const y = Math.min(...ys)
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}
