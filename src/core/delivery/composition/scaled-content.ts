import type { Edges, LayerWish } from '../layer-wish.ts'
import type { Rect, Size } from '../rect.ts'
import type { Canvas, LayerContent } from './layer-content.ts'
import { noEdges } from './layer-edges.ts'

/** The content of a layer at its size in the canvas, not yet turned. */
export interface ScaledContent {
  readonly scaled: Size
  /** What is added around the content of a canvas that has another shape than it. */
  readonly padding: Edges
}

/**
 * Scales the part of the content that is shown; each side becomes at least one pixel.
 * @param source that part, in pixels of the content
 * @param canvas undefined: the layer is the canvas
 */
export function scaleContent(
  wish: LayerWish,
  content: LayerContent,
  source: Rect,
  canvas: Canvas | undefined,
): ScaledContent {
  if (content.kind !== 'picture')
    return { scaled: { width: source.width, height: source.height }, padding: noEdges }
  const wanted = wantedSize(wish, canvas)
  const factor = scaleFactor(wish, content.resolution, source, wanted)
  const scaled = { width: wholePixels(source.width * factor), height: wholePixels(source.height * factor) }
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

/** The size that a layer is given, in canvas pixels; a side of 0 is left open. */
export function wantedSize({ size }: LayerWish, canvas: Pick<Canvas, 'size'> | undefined): Size {
  if (!size) return { width: 0, height: 0 }
  const unit = size.unit === 'fraction' && canvas ? canvas.size : { width: 1, height: 1 }
  const side = (wanted: number, whole: number) => (wanted === 0 ? 0 : Math.max(1, Math.round(wanted * whole)))
  return { width: side(size.size.width, unit.width), height: side(size.size.height, unit.height) }
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

/** A whole number of pixels, at least one. */
export function wholePixels(pixels: number): number {
  return Math.max(1, Math.round(pixels))
}
