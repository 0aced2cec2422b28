import type { Sharp } from 'sharp'
import { formatFacts, type OutputFormat } from './output-format.ts'
import type { QualityWish } from './wish.ts'

/** AVIF at sharp's default effort takes several times as long for a few percent of size. */
const avifEffort = 2

/** Finding a palette takes ten times as long at the default effort, for colors that look the same. */
const paletteEffort = 3

const colorSpaces = { rgb: 'srgb', gray: 'b-w', cmyk: 'cmyk' } as const
const tiffCompressions = {
  none: 'none',
  lzw: 'lzw',
  zip: 'deflate',
  jpeg: 'jpeg',
  lossy: 'jpeg',
  lossless: 'deflate',
} as const

/**
 * Writes an sRGB image of 8 bits per channel in the format asked for, without metadata. The image has an alpha
 * channel exactly when the format is to have one.
 */
export function encode(image: Sharp, format: OutputFormat, quality: QualityWish): Promise<Buffer> {
  const converted = image.toColourspace(colorSpaces[format.pixelType])
  const lossless = format.compression === 'lossless'
  switch (formatFacts(format.name).codec) {
    case 'jpeg':
      return converted
        .jpeg({
          quality: quality.quality,
          chromaSubsampling: quality.chroma ? '4:4:4' : '4:2:0',
          progressive: format.name === 'pjpeg',
        })
        .toBuffer()
    case 'png':
      return format.name.startsWith('png8')
        ? converted.png({ palette: true, effort: paletteEffort }).toBuffer()
        : converted.png().toBuffer()
    case 'webp':
      return converted.webp({ quality: quality.quality, lossless }).toBuffer()
    case 'avif':
      return converted.avif({ quality: quality.quality, lossless, effort: avifEffort }).toBuffer()
    case 'gif':
      return converted.gif({ effort: paletteEffort }).toBuffer()
    case 'tiff':
      return converted
        .tiff({ compression: tiffCompressions[format.compression], quality: quality.quality })
        .toBuffer()
  }
}
