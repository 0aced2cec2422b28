import type { Point, Rect, Size } from '../rect.ts'

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
