/** The color components of a reply. */
export const pixelTypes = ['rgb', 'gray', 'cmyk'] as const
export type PixelType = (typeof pixelTypes)[number]

/** How the pixels of a reply are packed; which of them a format knows is in `outputFormats`. */
export const compressions = ['none', 'lzw', 'zip', 'jpeg', 'lossy', 'lossless'] as const
export type Compression = (typeof compressions)[number]

interface FormatFacts {
  readonly codec: 'jpeg' | 'png' | 'webp' | 'avif' | 'gif' | 'tiff'
  readonly mimeType: string
  /** Usual for files of it, without the dot. */
  readonly extension: string
  readonly alpha: boolean
  readonly pixelTypes: readonly PixelType[]
  /** The first is the default. */
  readonly compressions: readonly Compression[]
  /** The longest side that the file format can hold, in pixels. */
  readonly maxSide: number
}

const jpeg: FormatFacts = {
  codec: 'jpeg',
  mimeType: 'image/jpeg',
  extension: 'jpg',
  alpha: false,
  pixelTypes: ['rgb', 'gray', 'cmyk'],
  compressions: ['none'],
  maxSide: 65_500,
}
const png: FormatFacts = {
  codec: 'png',
  mimeType: 'image/png',
  extension: 'png',
  alpha: false,
  pixelTypes: ['rgb', 'gray'],
  compressions: ['none'],
  maxSide: 2_147_483_647,
}
const webp: FormatFacts = {
  codec: 'webp',
  mimeType: 'image/webp',
  extension: 'webp',
  alpha: false,
  pixelTypes: ['rgb'],
  compressions: ['lossy', 'lossless'],
  maxSide: 16_383,
}
const avif: FormatFacts = {
  codec: 'avif',
  mimeType: 'image/avif',
  extension: 'avif',
  alpha: false,
  pixelTypes: ['rgb'],
  compressions: ['lossy', 'lossless'],
  maxSide: 16_384,
}
const gif: FormatFacts = {
  codec: 'gif',
  mimeType: 'image/gif',
  extension: 'gif',
  alpha: false,
  pixelTypes: ['rgb', 'gray'],
  compressions: ['none'],
  maxSide: 65_535,
}
const tif: FormatFacts = {
  codec: 'tiff',
  mimeType: 'image/tiff',
  extension: 'tif',
  alpha: false,
  pixelTypes: ['rgb', 'gray', 'cmyk'],
  compressions: ['none', 'lzw', 'zip', 'jpeg'],
  maxSide: 2_147_483_647,
}

/** Every `fmt=` that is carried out, with what it allows. */
export const outputFormats = {
  jpeg,
  jpg: jpeg,
  pjpeg: jpeg,
  png,
  'png-alpha': { ...png, alpha: true },
  png8: { ...png, pixelTypes: ['rgb'] },
  'png8-alpha': { ...png, alpha: true, pixelTypes: ['rgb'] },
  webp,
  'webp-alpha': { ...webp, alpha: true },
  avif,
  'avif-alpha': { ...avif, alpha: true },
  gif,
  'gif-alpha': { ...gif, alpha: true },
  tif,
  'tif-alpha': { ...tif, alpha: true, compressions: ['none', 'lzw', 'zip'] },
} as const satisfies Record<string, FormatFacts>

export type FormatName = keyof typeof outputFormats

/** A format with everything decided. */
export interface OutputFormat {
  readonly name: FormatName
  readonly pixelType: PixelType
  readonly compression: Compression
}

/** What a format allows and how it is sent. */
export function formatFacts(name: FormatName): FormatFacts {
  return outputFormats[name]
}

/** What is sent when the request has no `fmt=`. */
export const defaultOutputFormat: OutputFormat = Object.freeze({
  name: 'jpeg',
  pixelType: 'rgb',
  compression: 'none',
})
