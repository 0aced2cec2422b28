/** Width and height in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** A position; x grows to the right, y grows downwards, 0,0 is the top-left corner. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A rectangle: top-left corner and size. */
export interface Rect extends Point, Size {}

/** What two rectangles of one coordinate space share; undefined when they have no area in common. */
export function intersect(a: Rect, b: Rect): Rect | undefined {
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  const width = Math.min(a.x + a.width, b.x + b.width) - x
  const height = Math.min(a.y + a.height, b.y + b.height) - y
  return width > 0 && height > 0 ? { x, y, width, height } : undefined
}

/** The same rectangle, in coordinates whose origin is `origin`. */
export function relativeTo(origin: Point, rect: Rect): Rect {
  return { x: rect.x - origin.x, y: rect.y - origin.y, width: rect.width, height: rect.height }
}

/** The rectangle with `margin` added on each side. */
export function grow(rect: Rect, margin: number): Rect {
  return {
    x: rect.x - margin,
    y: rect.y - margin,
    width: rect.width + 2 * margin,
    height: rect.height + 2 * margin,
  }
}

/** The nearest whole pixel; never -0. */
export function wholePixel(position: number): number {
  return Math.round(position) || 0
}
