import type { CompositionWish } from './layer-wish.ts'
import type { OutputFormat } from './output-format.ts'
import type { Point, Rect } from './rect.ts'

/** An sRGB color, each component 0 to 255. */
export interface Rgb {
  readonly r: number
  readonly g: number
  readonly b: number
}

/** How an image is brought to the size asked for, as `fit=` names it. */
export const fitModes = ['fit', 'constrain', 'crop', 'wrap', 'stretch', 'hfit', 'vfit'] as const
export type FitMode = (typeof fitModes)[number]

/** A rectangle in pixels, or in fractions of the image it is taken from. */
export interface RectWish {
  readonly unit: 'pixel' | 'fraction'
  readonly rect: Rect
}

/** How a reply of properties is written; `json` is JSONP. */
export const propertyFormats = ['text', 'javascript', 'xml', 'json'] as const
export type PropertyFormat = (typeof propertyFormats)[number]

/** The form of a reply of properties. */
export interface PropertyReplyWish {
  readonly format: PropertyFormat
  /** `id=`: comes back as the second argument of the JSONP call; empty when there is none. */
  readonly requestId: string
  /** `handler=`: the name of the JSONP function, letters and digits only. */
  readonly handler: string
}

/** What is to be answered: the pixels of the image or of its mask, or properties in some form. */
export type RequestWish =
  | { readonly kind: 'img' | 'mask' }
  | ({ readonly kind: 'exists' | 'imageprops' | 'props' | 'imageset' | 'set' } & PropertyReplyWish)

/** How an encoder compresses: quality 1 to 100; `chroma: true` keeps the full color resolution (JPEG only). */
export interface QualityWish {
  readonly quality: number
  readonly chroma: boolean
}

/** Unsharp masking, with its radius in pixels of the full-resolution image. */
export interface SharpenWish {
  /** 0 to 5. */
  readonly amount: number
  /** 0 to 250. */
  readonly radius: number
  /** 0 to 255. */
  readonly threshold: number
  /** Works on brightness only, instead of on each color component. */
  readonly monochrome: boolean
}

/** `cache=`: what may be kept, and where. */
export interface CacheWish {
  readonly client: boolean
  readonly server: 'on' | 'off' | 'validate' | 'update'
}

/**
 * What one Image Serving request asks for, checked but not yet combined with an image or with settings. An absent
 * member means that the request says nothing about it.
 */
export interface ImageWish {
  readonly request: RequestWish
  /** `wid=`, in pixels of the reply. */
  readonly width?: number
  /** `hei=`, in pixels of the reply. */
  readonly height?: number
  /** `scl=`: source pixels per reply pixel; 2 halves the image. */
  readonly inverseScale?: number
  readonly fit?: { readonly mode: FitMode; readonly upscale: boolean }
  /** -1 is left or top, 1 is right or bottom. */
  readonly align?: Point
  /** Of the full-resolution image; may reach beyond it. */
  readonly crop?: RectWish
  /** Of the image after `crop`; may reach beyond it. */
  readonly region?: RectWish
  /** The part of the view that is sent, after the view is scaled by `scale` once more. */
  readonly rect?: { readonly rect: Rect; readonly scale: number }
  readonly background?: Rgb
  readonly sharpen?: SharpenWish
  readonly format?: OutputFormat
  readonly quality?: QualityWish
  /** Absent: the picture is that of the path, without anything done to it before the view commands. */
  readonly composition?: CompositionWish
  /** `template=`, `<name>` or `<root>/<name>`: where the layers are described. */
  readonly template?: string
  /** `defaultImage=`, `<root>/<name>`; the empty text turns default images off. */
  readonly defaultImage?: string
  readonly cache: CacheWish
}

/** What a request without any command asks for. */
export const plainWish: ImageWish = Object.freeze({
  request: Object.freeze({ kind: 'img' }),
  cache: Object.freeze({ client: true, server: 'on' }),
})

/** What remains of a wish when a default image takes the place of a missing one: wid, hei, fmt and qlt. */
export function wishForDefaultImage(wish: ImageWish): ImageWish {
  const { width, height, format, quality } = wish
  return Object.freeze({ ...plainWish, width, height, format, quality })
}
