import { DarkroomError } from '../../errors.ts'
import type { Edges, LayerWish, PointWish } from '../layer-wish.ts'
import type { Point, Rect, Size } from '../rect.ts'
import { toPixels } from '../view.ts'
import { type Turn, turnBy, turned, turnedBounds } from './turn.ts'

/** What a layer shows, as the geometry sees it. */
export type LayerContent =
  /** A picture, in its own pixels; `resolution` is what `res=` compares with. */
  | {
      readonly kind: 'picture'
      readonly size: Size
      readonly resolution: number
      readonly crop?: Rect
      readonly anchor?: Point
    }
  /** Text that is laid out already, in canvas pixels. `anchor` is that of a request which names none. */
  | { readonly kind: 'text'; readonly size: Size; readonly anchor?: Point }
  /** Nothing but a color. */
  | { readonly kind: 'color' }

/** Layer 0: its size, and the point that other layers are placed from. */
export interface Canvas {
  readonly size: Size
  readonly origin: Point
}

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
  const inner = scaledSize(wish, content, source, canvas)
  const turn = turnBy(wish.rotation ?? 0)
  const bounds = turnedBounds(inner.scaled, turn)
  const extend = edgesOf(wish.extend, bounds)
  const padded = paddedEdges(extend, inner.padding)
  const size = {
    width: atLeastOne(bounds.width + padded.left + padded.right, canvas === undefined),
    height: atLeastOne(bounds.height + padded.top + padded.bottom, canvas === undefined),
  }
  const inRect = { x: padded.left - bounds.x, y: padded.top - bounds.y }
  const anchor = anchorPoint(wish, content, source, inner.scaled)
  const turnedAnchor = anchor && turned(anchor, turn)
  const origin =
    pointIn(wish.origin, size) ??
    (turnedAnchor
      ? { x: turnedAnchor.x + inRect.x, y: turnedAnchor.y + inRect.y }
      : { x: size.width / 2, y: size.height / 2 })
  const at = canvas ? positionOf(wish.position, canvas) : origin
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

/** The size that a layer is given, in canvas pixels; a side of 0 is left open. */
export function wantedSize({ size }: LayerWish, canvas: Pick<Canvas, 'size'> | undefined): Size {
  if (!size) return { width: 0, height: 0 }
  const unit = size.unit === 'fraction' && canvas ? canvas.size : { width: 1, height: 1 }
  const side = (wanted: number, whole: number) => (wanted === 0 ? 0 : Math.max(1, Math.round(wanted * whole)))
  return { width: side(size.size.width, unit.width), height: side(size.size.height, unit.height) }
}

function sourceRect(wish: LayerWish, content: LayerContent, whole: Size): Rect {
  const full = { x: 0, y: 0, width: whole.width, height: whole.height }
  if (content.kind !== 'picture') return full
  return wish.crop ? toPixels(wish.crop, full) : (content.crop ?? full)
}

interface ScaledContent {
  readonly scaled: Size
  /** What is added around the content of a canvas that has another shape than it. */
  readonly padding: Edges
}

const noEdges: Edges = Object.freeze({ left: 0, top: 0, right: 0, bottom: 0 })

function scaledSize(
  wish: LayerWish,
  content: LayerContent,
  source: Rect,
  canvas: Canvas | undefined,
): ScaledContent {
  if (content.kind !== 'picture')
    return { scaled: { width: source.width, height: source.height }, padding: noEdges }
  const wanted = wantedSize(wish, canvas)
  const factor = scaleFactor(wish, content.resolution, source, wanted)
  const scaled = { width: atLeastOne(source.width * factor), height: atLeastOne(source.height * factor) }
  const fillsCanvas = !canvas && wanted.width > 0 && wanted.height > 0
  if (!fillsCanvas) return { scaled, padding: noEdges }
  // A canvas has the size that it is given; its picture is centered on it.
  const left = Math.floor((wanted.width - scaled.width) / 2)
  const top = Math.floor((wanted.height - scaled.height) / 2)
  return {
    scaled,
    padding: {
      left,
      top,
      right: wanted.width - scaled.width - left,
      bottom: wanted.height - scaled.height - top,
    },
  }
}

function scaleFactor(wish: LayerWish, resolution: number, source: Rect, wanted: Size): number {
  const { width, height } = wanted
  if (width > 0 || height > 0)
    return Math.min(
      width > 0 ? width / source.width : Number.POSITIVE_INFINITY,
      height > 0 ? height / source.height : Number.POSITIVE_INFINITY,
    )
  if (wish.scale !== undefined) return wish.scale
  return wish.resolution !== undefined && resolution > 0 ? wish.resolution / resolution : 1
}

function edgesOf(extend: LayerWish['extend'], bounds: Size): Edges {
  if (!extend) return noEdges
  const { left, top, right, bottom } = extend.edges
  if (extend.unit === 'pixel') return extend.edges
  return {
    left: Math.round(left * bounds.width),
    top: Math.round(top * bounds.height),
    right: Math.round(right * bounds.width),
    bottom: Math.round(bottom * bounds.height),
  }
}

function paddedEdges(extend: Edges, padding: Edges): Edges {
  return {
    left: extend.left + padding.left,
    top: extend.top + padding.top,
    right: extend.right + padding.right,
    bottom: extend.bottom + padding.bottom,
  }
}

/** The anchor in the scaled and flipped content, before it is turned. */
function anchorPoint(wish: LayerWish, content: LayerContent, source: Rect, scaled: Size): Point | undefined {
  const whole = content.kind === 'color' ? source : content.size
  const given = pointIn(wish.anchor, whole) ?? (content.kind === 'color' ? undefined : content.anchor)
  if (!given) return undefined
  const x = ((given.x - source.x) * scaled.width) / source.width
  const y = ((given.y - source.y) * scaled.height) / source.height
  return { x: wish.flip?.x ? scaled.width - x : x, y: wish.flip?.y ? scaled.height - y : y }
}

function pointIn(wish: PointWish | undefined, size: Size): Point | undefined {
  if (!wish) return undefined
  const { unit, point } = wish
  if (unit === 'pixel') return point
  return { x: (point.x + 0.5) * size.width, y: (point.y + 0.5) * size.height }
}

function positionOf(wish: PointWish | undefined, { size, origin }: Canvas): Point {
  if (!wish) return origin
  const { x, y } = wish.point
  const unit = wish.unit === 'fraction' ? size : { width: 1, height: 1 }
  return { x: origin.x + x * unit.width, y: origin.y + y * unit.height }
}

function atLeastOne(pixels: number, whole = true): number {
  return Math.max(1, whole ? Math.round(pixels) : pixels)
}
