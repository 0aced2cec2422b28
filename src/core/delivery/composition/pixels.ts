import type { Rect } from '../rect.ts'

/** RGBA of 8 bits, alpha not premultiplied, of a rectangle of some view. */
export interface Pixels {
  readonly rect: Rect
  /** Four times width times height. */
  readonly data: Uint8Array
}

/** Transparent pixels. */
export function transparent(rect: Rect): Pixels {
  return { rect, data: new Uint8Array(4 * rect.width * rect.height) }
}
