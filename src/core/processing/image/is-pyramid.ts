import sharp, { type Metadata } from 'sharp'

/** More than halve the longest picture that TIFF has to one pixel. */
const maxLevels = 32

/**
 * Whether the pages of a TIFF are one picture in ever smaller sizes, each half of the one before: an image pyramid, such
 * as the files of generated assets are. Reads the headers of its pages only.
 */
export async function isPyramid(
  path: string,
  { format, pages = 1, width, height }: Metadata,
): Promise<boolean> {
  if (format !== 'tiff' || pages < 2 || pages > maxLevels) return false
  for (let level = 1; level < pages; level++) {
    const page = await sharp(path, { page: level, limitInputPixels: false })
      .metadata()
      .catch(() => undefined)
    if (!page || !isHalved(page.width, width, level) || !isHalved(page.height, height, level)) return false
  }
  return true
}

/** Writers round odd sides up or down. */
function isHalved(side: number, whole: number, times: number): boolean {
  return Math.abs(side - whole / 2 ** times) <= 1
}
