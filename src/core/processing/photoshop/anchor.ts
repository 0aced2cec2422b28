import type { LayerAnchor } from '../options/option-types.ts'

/** Of the image's width and height. */
const places: Readonly<Record<LayerAnchor, readonly [number, number]>> = {
  Northwest: [0, 0],
  North: [0.5, 0],
  Northeast: [1, 0],
  West: [0, 0.5],
  Center: [0.5, 0.5],
  East: [1, 0.5],
  Southwest: [0, 1],
  South: [0.5, 1],
  Southeast: [1, 1],
}

/** The anchor point of an image of that size, in whole pixels from its top left corner. */
export function anchorPoint(anchor: LayerAnchor, width: number, height: number): { x: number; y: number } {
  const [x, y] = places[anchor]
  return { x: Math.floor(width * x), y: Math.floor(height * y) }
}
