import type { LayerWish, PointWish } from '../layer-wish.ts'
import type { Point, Rect, Size } from '../rect.ts'
import type { Canvas, LayerContent } from './layer-content.ts'

/** The anchor in the scaled and flipped content, before it is turned; undefined: the layer has none of its own. */
export function anchorPoint(
  wish: LayerWish,
  content: LayerContent,
  source: Rect,
  scaled: Size,
): Point | undefined {
  const whole = content.kind === 'color' ? source : content.size
  const given = pointIn(wish.anchor, whole) ?? (content.kind === 'color' ? undefined : content.anchor)
  if (!given) return undefined
  const x = ((given.x - source.x) * scaled.width) / source.width
  const y = ((given.y - source.y) * scaled.height) / source.height
  return { x: wish.flip?.x ? scaled.width - x : x, y: wish.flip?.y ? scaled.height - y : y }
}

/** A point of something with that size, from its top left corner; fractions count from its center. */
export function pointIn(wish: PointWish | undefined, size: Size): Point | undefined {
  if (!wish) return undefined
  const { unit, point } = wish
  if (unit === 'pixel') return point
  return { x: (point.x + 0.5) * size.width, y: (point.y + 0.5) * size.height }
}

/** Where a layer is put, in canvas pixels. */
export function positionOn(wish: PointWish | undefined, { size, origin }: Canvas): Point {
  if (!wish) return origin
  const { x, y } = wish.point
  const unit = wish.unit === 'fraction' ? size : { width: 1, height: 1 }
  return { x: origin.x + x * unit.width, y: origin.y + y * unit.height }
}
