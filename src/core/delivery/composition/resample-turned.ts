import type { Point, Rect } from '../rect.ts'
import type { Pixels } from './pixels.ts'

/** From a point of the view to one of the content: `content = origin + x * right + y * down`. */
export interface BackwardMap {
  readonly origin: Point
  readonly right: Point
  readonly down: Point
}

/** The content coordinates of a point of the view. */
export function mapped({ origin, right, down }: BackwardMap, { x, y }: Point): Point {
  return { x: origin.x + x * right.x + y * down.x, y: origin.y + x * right.y + y * down.y }
}

/** The smallest rectangle of whole content pixels, and one more on each side, that a rectangle of the view needs. */
export function neededContent(map: BackwardMap, rect: Rect): Rect {
  const corners = [
    { x: rect.x, y: rect.y },
    { x: rect.x + rect.width, y: rect.y },
    { x: rect.x, y: rect.y + rect.height },
    { x: rect.x + rect.width, y: rect.y + rect.height },
  ].map((corner) => mapped(map, corner))
  const x = Math.floor(Math.min(...corners.map((corner) => corner.x))) - 1
  const y = Math.floor(Math.min(...corners.map((corner) => corner.y))) - 1
  return {
    x,
    y,
    width: Math.ceil(Math.max(...corners.map((corner) => corner.x))) + 1 - x,
    height: Math.ceil(Math.max(...corners.map((corner) => corner.y))) + 1 - y,
  }
}

/** The pixels of a rectangle of the view, taken bilinearly from the content; beyond the content all is transparent. */
export function resampleTurned(content: Pixels, map: BackwardMap, rect: Rect): Pixels {
  const data = new Uint8Array(4 * rect.width * rect.height)
  const { width, height } = content.rect
  for (let y = 0, to = 0; y < rect.height; y++)
    for (let x = 0; x < rect.width; x++, to += 4) {
      const point = mapped(map, { x: rect.x + x + 0.5, y: rect.y + y + 0.5 })
      const u = point.x - content.rect.x - 0.5
      const v = point.y - content.rect.y - 0.5
      if (u <= -1 || v <= -1 || u >= width || v >= height) continue
      sample(content.data, width, height, u, v, data, to)
    }
  return { rect, data }
}

function sample(
  source: Uint8Array,
  width: number,
  height: number,
  u: number,
  v: number,
  target: Uint8Array,
  to: number,
): void {
  const left = Math.floor(u)
  const top = Math.floor(v)
  const across = u - left
  const along = v - top
  let r = 0
  let g = 0
  let b = 0
  let alpha = 0
  for (let corner = 0; corner < 4; corner++) {
    const x = left + (corner & 1)
    const y = top + (corner >> 1)
    if (x < 0 || y < 0 || x >= width || y >= height) continue
    const weight = (corner & 1 ? across : 1 - across) * (corner >> 1 ? along : 1 - along)
    const at = 4 * (y * width + x)
    const opacity = weight * (source[at + 3] ?? 0)
    r += opacity * (source[at] ?? 0)
    g += opacity * (source[at + 1] ?? 0)
    b += opacity * (source[at + 2] ?? 0)
    alpha += opacity
  }
  if (alpha <= 0) return
  target[to] = r / alpha + 0.5
  target[to + 1] = g / alpha + 0.5
  target[to + 2] = b / alpha + 0.5
  target[to + 3] = Math.min(255, alpha + 0.5)
}
