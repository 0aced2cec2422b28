import type { Edges, LayerWish } from '../layer-wish.ts'
import type { Size } from '../rect.ts'

export const noEdges: Edges = Object.freeze({ left: 0, top: 0, right: 0, bottom: 0 })

/**
 * What `extend=` adds around a layer, in pixels.
 * @param bounds the size of the turned content
 */
export function extendEdges(extend: LayerWish['extend'], bounds: Size): Edges {
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

/** Two frames, one around the other. */
export function joinEdges(inner: Edges, outer: Edges): Edges {
  return {
    left: inner.left + outer.left,
    top: inner.top + outer.top,
    right: inner.right + outer.right,
    bottom: inner.bottom + outer.bottom,
  }
}
