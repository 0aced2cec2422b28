import type { Point, Rect, Size } from '../rect.ts'

/** Something with pixels that a layer can show: a published picture, the reply of a nested request, or text. */
export interface Picture {
  /** In its own pixels. */
  readonly size: Size
  readonly hasAlpha: boolean
  /** What `res=` compares with, as a rule pixels per inch. */
  readonly resolution: number
  /** Kept with it; stands in where the request does not crop. */
  readonly crop?: Rect
  /** Kept with it; stands in where the request names none. Without one it is the center of the layer. */
  readonly anchor?: Point
  /**
   * RGBA, alpha not premultiplied, of `part` (in whole pixels of the scaled `source`).
   * @param source in pixels of the picture; does not reach beyond it
   * @param scaled the size that `source` is brought to
   */
  draw(source: Rect, scaled: Size, part: Rect): Promise<Uint8Array>
}
