import { DarkroomError } from '../../errors.ts'
import type { LayerWish } from '../layer-wish.ts'
import type { Point, Rect, Size } from '../rect.ts'
import { toPixels } from '../view.ts'
import type { Canvas, LayerContent } from './layer-content.ts'
import { extendEdges, joinEdges } from './layer-edges.ts'
import { anchorPoint, pointIn, positionOn } from './layer-points.ts'
import { scaleContent, wantedSize, wholePixels } from './scaled-content.ts'
import { type Turn, turnBy, turned, turnedBounds } from './turn.ts'

/** Where everything of a layer lies. Canvas pixels, not rounded, unless something else is said. */
export interface Placement {
  /** The part of the content that is shown, in pixels of the content; may reach beyond it. */
  readonly source: Rect
  /** `source` after scaling, in whole pixels. */
  readonly scaled: Size
  /** The whole layer: what `background` fills and nothing reaches beyond. */
  readonly rect: Rect
  readonly turn: Turn
  /** Where the top left corner of the scaled content comes to lie. */
  readonly corner: Point
  /** The point of the layer that is put in its position, relative to the top left corner of `rect`. */
  readonly origin: Point
}

/**
 * Decides where a layer lies, in the order of the reference: crop, scale, flip, rotate, extend, position. Without a canvas it is layer 0
 * itself, at 0,0 and in whole pixels. Throws `invalid-parameter` for a layer without a size.
 */
export function placeLayer(wish: LayerWish, content: LayerContent, canvas?: Canvas): Placement {
  const whole = contentSize(wish, content, canvas)
  const source = sourceRect(wish, content, whole)
  const inner = scaleContent(wish, content, source, canvas)
  const turn = turnBy(wish.rotation ?? 0)
  const bounds = turnedBounds(inner.scaled, turn)
  const extend = extendEdges(wish.extend, bounds)
  const padded = joinEdges(extend, inner.padding)
  const side = canvas ? (pixels: number) => Math.max(1, pixels) : wholePixels
  const size = {
    width: side(bounds.width + padded.left + padded.right),
    height: side(bounds.height + padded.top + padded.bottom),
  }
  const inRect = { x: padded.left - bounds.x, y: padded.top - bounds.y }
  const anchor = anchorPoint(wish, content, source, inner.scaled)
  const turnedAnchor = anchor && turned(anchor, turn)
  const origin =
    pointIn(wish.origin, size) ??
    (turnedAnchor
      ? { x: turnedAnchor.x + inRect.x, y: turnedAnchor.y + inRect.y }
      : { x: size.width / 2, y: size.height / 2 })
  const at = canvas ? positionOn(wish.position, canvas) : origin
  const rect = { x: at.x - origin.x, y: at.y - origin.y, ...size }
  return {
    source,
    scaled: inner.scaled,
    rect,
    turn,
    corner: { x: rect.x + inRect.x, y: rect.y + inRect.y },
    origin,
  }
}

function contentSize(wish: LayerWish, content: LayerContent, canvas: Canvas | undefined): Size {
  if (content.kind !== 'color') return content.size
  const size = wantedSize(wish, canvas)
  if (size.width > 0 && size.height > 0) return size
  throw new DarkroomError(
    'invalid-parameter',
    `layer=${wish.number} has no picture and no text and so needs size=width,height with both above 0.`,
    { field: 'size' },
  )
}

function sourceRect(wish: LayerWish, content: LayerContent, whole: Size): Rect {
  const full = { x: 0, y: 0, width: whole.width, height: whole.height }
  if (content.kind !== 'picture') return full
  return wish.crop ? toPixels(wish.crop, full) : (content.crop ?? full)
}
