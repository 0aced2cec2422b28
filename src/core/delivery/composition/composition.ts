import type { FlipWish, LayerWish, Rgba } from '../layer-wish.ts'
import type { Size } from '../rect.ts'
import type { Picture } from './picture.ts'
import type { Placement } from './placement.ts'

/** A layer with everything that it needs to be drawn. */
export interface ComposedLayer {
  readonly wish: LayerWish
  readonly placement: Placement
  /** Absent: a layer of one color. */
  readonly picture?: Picture
  readonly mask?: Picture
  /** The content of a layer without a picture. */
  readonly solid?: Rgba
}

/** A picture made of layers. */
export interface Composition {
  /** Of the canvas, in whole pixels. */
  readonly size: Size
  /** From the bottom up; hidden ones are left out. */
  readonly layers: readonly ComposedLayer[]
  readonly flip: FlipWish
  /** 0 to 1. */
  readonly opacity: number
}
