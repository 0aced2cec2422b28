import type { Metadata, TiffOptions } from 'sharp'
import { tileSide } from '../../imaging/pyramid.ts'

/**
 * JPEG quality of pyramids. From 90 on libvips keeps the colour at full resolution (4:4:4). Below, colour is halved, and
 * since tiles at the edge are filled up with black, the last column and row of a picture would take on its tint.
 */
export const pyramidQuality = 90
/** The longest side a JPEG-compressed pyramid can have in sharp, in pixels. */
export const maxJpegSide = 65_535
/** From this many bytes of pixels on, a file may outgrow the 4 GB of classic TIFF. */
const bigTiffBytes = 2_500_000_000

/** The colour space a pyramid has: what the original has, in the integer forms that TIFF viewers read. */
export type PyramidSpace = 'srgb' | 'rgb16' | 'b-w' | 'grey16' | 'cmyk'

export interface PyramidPlan {
  readonly space: PyramidSpace
  readonly tiff: TiffOptions
}

/**
 * How the pyramid of a picture is written. JPEG for what is like a photograph; deflate, without loss, where there is
 * alpha, a palette, line art (SVG), more than 8 bits, or a side too long for JPEG. Colours stay what they are, except
 * for spaces that pyramids do not have (Lab), which become sRGB. `keepPixels`: without loss whatever the picture is like.
 */
export function pyramidPlan(header: Metadata, keepPixels = false): PyramidPlan {
  const deep = header.depth !== 'uchar'
  const drawn = header.isPalette || header.format === 'svg' || header.format === 'gif'
  const tooLong = Math.max(header.width, header.height) > maxJpegSide
  const lossless = keepPixels || header.hasAlpha || deep || drawn || tooLong
  const pixelBytes = header.width * header.height * header.channels * (deep ? 2 : 1)
  return {
    space: spaces[header.space] ?? 'srgb',
    tiff: {
      ...tiledPyramid(header.density),
      bigtiff: pixelBytes > bigTiffBytes,
      ...(lossless ? losslessTiff : { compression: 'jpeg', quality: pyramidQuality }),
    },
  }
}

const spaces: Readonly<Record<string, PyramidSpace>> = {
  rgb16: 'rgb16',
  'b-w': 'b-w',
  grey16: 'grey16',
  cmyk: 'cmyk',
}

/** Deflate measured as fast as LZW and a quarter smaller, and every libvips reads it (unlike Zstandard). */
export const losslessTiff: TiffOptions = { compression: 'deflate', predictor: 'horizontal' }

/** Tiles and levels; `density` in pixels per inch, absent: 72. */
export function tiledPyramid(density: number | undefined): TiffOptions {
  const pixelsPerMillimetre = (density && density > 0 ? density : 72) / 25.4
  const resolution = Math.min(Math.max(pixelsPerMillimetre, 0.001), 1_000_000)
  return {
    pyramid: true,
    tile: true,
    tileWidth: tileSide,
    tileHeight: tileSide,
    xres: resolution,
    yres: resolution,
    resolutionUnit: 'inch',
  }
}
