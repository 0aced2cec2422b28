import type { BlendMode } from '../imaging/blend-mode.ts'
import type { Point, Size } from './rect.ts'
import type { ImageWish, RectWish, Rgb, SharpenWish } from './wish.ts'

/** An sRGB color with its opacity, 0 (transparent) to 1. */
export interface Rgba extends Rgb {
  readonly alpha: number
}

/** A position in pixels from the top left corner, or in fractions of a size from its center. */
export interface PointWish {
  readonly unit: 'pixel' | 'fraction'
  readonly point: Point
}

/** Four edges. */
export interface Edges {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Where the pixels of a layer or of its mask come from: a published picture, or the reply of another request. */
export type SourceWish =
  /** `<name>` of the same company or `<root>/<name>`. */
  | { readonly kind: 'object'; readonly object: string }
  /** `is{path?query}`: path as above or empty, query still encoded. */
  | { readonly kind: 'request'; readonly path: string; readonly query: string }

/** `textAttr=`. */
export interface TextAttributes {
  /** Pixels per inch: 72 makes a point a pixel. */
  readonly resolution: number
  readonly antialias: boolean
  readonly fit: 'fixedRes' | 'autoRes' | 'maxRes'
  readonly wrap: 'wrap' | 'noWrap' | 'nbWrap'
}

/** The text of a layer: RTF, laid out as Photoshop does (`textPs=`) or not (`text=`). */
export interface TextWish {
  readonly rtf: string
  readonly photoshop: boolean
}

/** Mirrors left and right, or top and bottom. */
export interface FlipWish {
  readonly x: boolean
  readonly y: boolean
}

/** One layer, checked but not yet combined with its picture. An absent member means that the request says nothing. */
export interface LayerWish {
  /** 0 is the canvas; higher ones lie above. */
  readonly number: number
  readonly source?: SourceWish
  readonly text?: TextWish
  readonly textAttributes?: TextAttributes
  readonly mask?: SourceWish
  readonly maskUse?: 'norm' | 'invert' | 'off'
  /** Of the source picture, in its pixels. */
  readonly crop?: RectWish
  /** `size=` in pixels of the canvas or `sizeN=` in fractions of it; a side of 0 follows from the content. */
  readonly size?: { readonly unit: 'pixel' | 'fraction'; readonly size: Size }
  /** Canvas pixels per source pixel. */
  readonly scale?: number
  /** `res=`: the resolution that the source is brought to, in the unit of its own resolution. */
  readonly resolution?: number
  readonly flip?: FlipWish
  /** In degrees, clockwise. */
  readonly rotation?: number
  readonly extend?: { readonly unit: 'pixel' | 'fraction'; readonly edges: Edges }
  /** Fills what is transparent before the layer is turned; of a layer without picture or text, its content. */
  readonly color?: Rgba
  /** Fills what is transparent in the rectangle of the finished layer. */
  readonly background?: Rgba
  /** 0 to 1; does not apply to color and background under a picture. */
  readonly opacity?: number
  readonly blendMode?: BlendMode
  readonly hidden?: boolean
  /** Of the source, before it is changed; turns and places the layer. */
  readonly anchor?: PointWish
  /** Of the finished layer. */
  readonly origin?: PointWish
  /** From the origin of layer 0 to that of this layer. */
  readonly position?: PointWish
  readonly sharpen?: SharpenWish
}

/** Layers that make up the picture before the view commands are applied to it. */
export interface CompositionWish {
  /** By number; the first is layer 0. */
  readonly layers: readonly [LayerWish, ...LayerWish[]]
  /** Of the whole. */
  readonly flip?: FlipWish
  /** Of the whole, 0 to 1. */
  readonly opacity?: number
  /** The object in the path of the request is the picture of a layer 0 that names none. */
  readonly usesObject: boolean
}

/** A wish whose picture is put together from layers. */
export type ComposedWish = ImageWish & { readonly composition: CompositionWish }
