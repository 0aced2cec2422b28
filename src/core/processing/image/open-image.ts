import sharp, { type Sharp } from 'sharp'

/** Resolution at which drawings without pixels are drawn: one CSS pixel is one pixel. */
const svgDensity = 72

/**
 * Opens a picture for the image library: a file, or the text of an SVG. Broken or cut-off pixel data is an error;
 * harmless oddities (bytes between segments, odd EXIF) are not. Sizes are checked by `checkImageSize`, from the header,
 * instead of by the library. With `ignoreIcc` the library converts nothing by the picture's profile on reading.
 */
export function openImage(source: string | Buffer, { ignoreIcc = false } = {}): Sharp {
  return sharp(source, { failOn: 'error', limitInputPixels: false, density: svgDensity, ignoreIcc })
}
