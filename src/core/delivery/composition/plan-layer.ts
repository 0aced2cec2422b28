import type { LayerWish } from '../layer-wish.ts'
import { grow, intersect, type Rect, relativeTo, type Size } from '../rect.ts'
import { type Orientation, orientedSize, unorientedRect } from './orientation.ts'
import type { ContentMap } from './paint-layer.ts'
import type { Placement } from './placement.ts'
import { type BackwardMap, neededContent } from './resample-turned.ts'
import { backwards, turned, turnedBounds } from './turn.ts'
import { rectInView, type ViewTransform } from './view-transform.ts'

/** What is drawn of one layer for one part of a view. */
export interface LayerPlan {
  /** The whole scaled content in pixels of the view, before it is flipped and turned. */
  readonly size: Size
  /** The part of it that is needed; empty where only the background of the layer shows. */
  readonly need: Rect
  readonly way: ContentMap
  readonly reach: Rect
  readonly outer: Rect
}

/** Undefined when nothing of the layer shows in `area`, a part of the view. */
export function planLayer(
  wish: LayerWish,
  placement: Placement,
  transform: ViewTransform,
  area: Rect,
): LayerPlan | undefined {
  const outer = intersect(rectInView(transform, placement.rect), area)
  if (!outer) return undefined
  const degrees = wish.rotation ?? 0
  const plan =
    degrees % 90 === 0
      ? orientedLayer(wish, placement, transform, outer)
      : turnedLayer(wish, placement, transform, outer)
  return plan.need.width > 0 || wish.background ? plan : undefined
}

const nothing: Rect = Object.freeze({ x: 0, y: 0, width: 0, height: 0 })
const noFlip = Object.freeze({ x: false, y: false })

function orientedLayer(
  wish: LayerWish,
  placement: Placement,
  transform: ViewTransform,
  outer: Rect,
): LayerPlan {
  const bounds = turnedBounds(placement.scaled, placement.turn)
  const { corner } = placement
  const inner = { ...bounds, x: corner.x + bounds.x, y: corner.y + bounds.y }
  const at = rectInView(transform, inner)
  const quarters = ((((wish.rotation ?? 0) / 90) % 4) + 4) % 4
  const orientation: Orientation = {
    flip: wish.flip ?? noFlip,
    quarters: quarters as Orientation['quarters'],
  }
  const size = orientedSize(at, orientation)
  const reach = intersect(at, outer)
  return {
    size,
    need: reach ? unorientedRect(relativeTo(at, reach), size, orientation) : nothing,
    way: { kind: 'oriented', orientation, size, at },
    reach: reach ?? nothing,
    outer,
  }
}

function turnedLayer(
  wish: LayerWish,
  placement: Placement,
  transform: ViewTransform,
  outer: Rect,
): LayerPlan {
  const { scaled, corner, turn } = placement
  const size = {
    width: Math.max(1, Math.round(scaled.width * transform.xScale)),
    height: Math.max(1, Math.round(scaled.height * transform.yScale)),
  }
  const map = backwardMap(wish, placement, transform, size)
  const bounds = turnedBounds(scaled, turn)
  const inView = rectInView(transform, { ...bounds, x: corner.x + bounds.x, y: corner.y + bounds.y })
  const reach = intersect(grow(inView, 1), outer)
  const need = reach && intersect(neededContent(map, reach), { x: 0, y: 0, ...size })
  return {
    size,
    need: need ?? nothing,
    way: { kind: 'turned', map },
    reach: need && reach ? reach : nothing,
    outer,
  }
}

function backwardMap(
  wish: LayerWish,
  { scaled, corner, turn }: Placement,
  { at, xScale, yScale }: ViewTransform,
  size: Size,
): BackwardMap {
  const toContent = (x: number, y: number) => {
    const canvas = { x: (x - at.x) / xScale - corner.x, y: (y - at.y) / yScale - corner.y }
    const upright = turned(canvas, backwards(turn))
    const u = wish.flip?.x ? scaled.width - upright.x : upright.x
    const v = wish.flip?.y ? scaled.height - upright.y : upright.y
    return { x: (u * size.width) / scaled.width, y: (v * size.height) / scaled.height }
  }
  const origin = toContent(0, 0)
  const right = toContent(1, 0)
  const down = toContent(0, 1)
  return {
    origin,
    right: { x: right.x - origin.x, y: right.y - origin.y },
    down: { x: down.x - origin.x, y: down.y - origin.y },
  }
}
