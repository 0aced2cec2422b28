import type { BlendMode } from '../../imaging/blend-mode.ts'
import type { Rgba } from '../layer-wish.ts'
import { intersect, type Rect, relativeTo, type Size } from '../rect.ts'
import { blend, fade, fillUnder } from './blend.ts'
import { type Orientation, orient } from './orientation.ts'
import { type Pixels, transparent } from './pixels.ts'
import { type BackwardMap, resampleTurned } from './resample-turned.ts'

/** How the content of a layer comes into the view. */
export type ContentMap =
  /** In whole pixels: `size` is that of the whole content before, `at` the rectangle of the view that it fills. */
  | { readonly kind: 'oriented'; readonly orientation: Orientation; readonly size: Size; readonly at: Rect }
  | { readonly kind: 'turned'; readonly map: BackwardMap }

/** All that is needed to lay one layer over those below it. */
export interface LayerPaint {
  /** The content that is needed, already scaled, in its own coordinates. */
  readonly content: Pixels
  /** In place of the opacity of the content's pixels: one byte for each. */
  readonly mask?: Uint8Array
  readonly maskUse: 'norm' | 'invert' | 'off'
  readonly opacity: number
  readonly color?: Rgba
  readonly background?: Rgba
  readonly mode: BlendMode
  readonly way: ContentMap
  /** The part of the view that the content reaches, cut to what is drawn. */
  readonly reach: Rect
  /** The whole layer in the view, cut to what is drawn. */
  readonly outer: Rect
}

/** Lays a layer over what is below, in the order of the reference: mask, opacity, color, turn, background, blend. */
export function paintLayer(below: Pixels, paint: LayerPaint): Pixels {
  const { content, color, background } = paint
  applyMask(content, paint)
  fade(content, paint.opacity)
  if (color) fillUnder(content, color)
  const shown = inView(paint)
  if (!background) {
    const visible = intersect(shown.rect, paint.outer)
    if (visible) blend(below, cut(shown, visible), paint.mode)
    return below
  }
  const whole = transparent(paint.outer)
  blend(whole, shown, 'norm')
  fillUnder(whole, background)
  blend(below, whole, paint.mode)
  return below
}

function applyMask({ data }: Pixels, { mask, maskUse }: LayerPaint): void {
  if (!mask && maskUse === 'norm') return
  for (let i = 3, at = 0; i < data.length; i += 4, at++) {
    const value = mask ? (mask[at] ?? 0) : (data[i] ?? 0)
    data[i] = maskUse === 'off' ? 255 : maskUse === 'invert' ? 255 - value : value
  }
}

function inView({ content, way, reach }: LayerPaint): Pixels {
  if (way.kind === 'turned') return resampleTurned(content, way.map, reach)
  const { data } = orient(content, relativeTo(way.at, reach), way.size, way.orientation)
  return { rect: reach, data }
}

function cut(pixels: Pixels, rect: Rect): Pixels {
  if (rect.width === pixels.rect.width && rect.height === pixels.rect.height) return pixels
  const part = transparent(rect)
  blend(part, pixels, 'norm')
  return part
}
