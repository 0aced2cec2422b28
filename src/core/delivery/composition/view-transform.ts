import { type Point, type Rect, type Size, wholePixel } from '../rect.ts'
import type { PlacedImage } from '../view.ts'

/** From canvas to view: `view = at + canvas * scale`, for each direction. */
export interface ViewTransform {
  readonly at: Point
  readonly xScale: number
  readonly yScale: number
}

/** The transform of a canvas that a view places. */
export function viewTransform(
  canvas: Size,
  { scaled, at }: Pick<PlacedImage, 'scaled' | 'at'>,
): ViewTransform {
  return { at, xScale: scaled.width / canvas.width, yScale: scaled.height / canvas.height }
}

/** A rectangle of the canvas in whole pixels of the view, at least one in each direction. */
export function rectInView({ at, xScale, yScale }: ViewTransform, rect: Rect): Rect {
  const x = wholePixel(at.x + rect.x * xScale)
  const y = wholePixel(at.y + rect.y * yScale)
  return {
    x,
    y,
    width: Math.max(1, wholePixel(at.x + (rect.x + rect.width) * xScale) - x),
    height: Math.max(1, wholePixel(at.y + (rect.y + rect.height) * yScale) - y),
  }
}
