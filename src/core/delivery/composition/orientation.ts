import type { FlipWish } from '../layer-wish.ts'
import type { Point, Rect, Size } from '../rect.ts'
import type { Pixels } from './pixels.ts'

/** A change of place that moves whole pixels: first flipped, then turned by quarters, clockwise. */
export interface Orientation {
  readonly flip: FlipWish
  readonly quarters: 0 | 1 | 2 | 3
}

/** The size of something of that size after it. */
export function orientedSize({ width, height }: Size, { quarters }: Orientation): Size {
  return quarters % 2 === 0 ? { width, height } : { width: height, height: width }
}

/** Where a rectangle of the oriented whole comes from. `size` is that before orientation; all in whole pixels. */
export function unorientedRect(rect: Rect, size: Size, orientation: Orientation): Rect {
  const first = unoriented({ x: rect.x, y: rect.y }, size, orientation)
  const last = unoriented({ x: rect.x + rect.width - 1, y: rect.y + rect.height - 1 }, size, orientation)
  const x = Math.min(first.x, last.x)
  const y = Math.min(first.y, last.y)
  return { x, y, width: Math.abs(last.x - first.x) + 1, height: Math.abs(last.y - first.y) + 1 }
}

/**
 * The pixels of `rect` of the oriented whole.
 * @param pixels in coordinates before orientation; have to cover what `unorientedRect` says
 */
export function orient(pixels: Pixels, rect: Rect, size: Size, orientation: Orientation): Pixels {
  if (orientation.quarters === 0 && !orientation.flip.x && !orientation.flip.y)
    return { rect, data: pixels.data }
  const data = new Uint8Array(4 * rect.width * rect.height)
  const { rect: from, data: source } = pixels
  const start = unoriented({ x: rect.x, y: rect.y }, size, orientation)
  const right = unoriented({ x: rect.x + 1, y: rect.y }, size, orientation)
  const down = unoriented({ x: rect.x, y: rect.y + 1 }, size, orientation)
  const index = (point: Point) => 4 * ((point.y - from.y) * from.width + point.x - from.x)
  const stepX = index(right) - index(start)
  const stepY = index(down) - index(start)
  for (let y = 0, to = 0; y < rect.height; y++)
    for (let x = 0, at = index(start) + y * stepY; x < rect.width; x++, at += stepX, to += 4)
      for (let c = 0; c < 4; c++) data[to + c] = source[at + c] ?? 0
  return { rect, data }
}

/** The pixel that an oriented one comes from. */
function unoriented({ x, y }: Point, { width, height }: Size, { flip, quarters }: Orientation): Point {
  const [u, v] = (
    [
      [x, y],
      [y, height - 1 - x],
      [width - 1 - x, height - 1 - y],
      [width - 1 - y, x],
    ] as const
  )[quarters]
  return { x: flip.x ? width - 1 - u : u, y: flip.y ? height - 1 - v : v }
}
