import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp, type TiffOptions } from 'sharp'
import type { CropRect, ImageFacts } from '../../assets/asset.table.ts'
import type { NestedMessage } from '../../messages/messages.ts'
import { imageFacts } from '../image/image-facts.ts'
import { losslessTiff, maxJpegSide, pyramidQuality, tiledPyramid } from '../image/pyramid-options.ts'
import { image } from '../image.ts'
import type { RenderColorSpace } from '../options/option-types.ts'
import type { DerivedFile, ProcessorInput } from '../processor.ts'
import type { PagePixels } from './page-data.ts'
import { changesPictures } from './picture-options.ts'

/** From this part of repeated pixels on a page is drawn rather than photographed: text, tables, plain areas. */
const drawnFlatness = 0.5

export interface PagePicture {
  readonly derived: readonly DerivedFile[]
  readonly image: ImageFacts
  readonly crop?: CropRect
  readonly warnings: readonly NestedMessage[]
}

export interface PageToWrite {
  /** From 1. */
  readonly number: number
  readonly pixels: PagePixels
  /** In pixels per inch. */
  readonly resolution: number
  readonly colorspace: RenderColorSpace
}

/**
 * Writes the files of a page into the work folder. Where the options of pictures ask for something (crops, masks,
 * sharpening, colours), the page goes the way of an image that was uploaded; else straight into its pyramid. CMYK is
 * separated with the image library's own profile, which goes along.
 */
export async function writePagePicture(input: ProcessorInput, page: PageToWrite): Promise<PagePicture> {
  return changesPictures(input.options) ? await asImage(input, page) : await asDrawn(input, page)
}

/** Drawn pages are kept without loss, which for them is also the smaller file; photographs and scans are JPEG. */
async function asDrawn({ workFolder }: ProcessorInput, page: PageToWrite): Promise<PagePicture> {
  const { width, height, channels, flatness } = page.pixels
  const lossless = flatness >= drawnFlatness || channels === 4 || Math.max(width, height) > maxJpegSide
  const path = join(workFolder, `page-${page.number}.tif`)
  await pixelsOf(page)
    .tiff({
      ...tiledPyramid(page.resolution),
      ...(lossless ? losslessTiff : ({ compression: 'jpeg', quality: pyramidQuality } as const)),
    })
    .toFile(path)
  const header = await sharp(path, { limitInputPixels: false }).metadata()
  return {
    derived: [{ role: 'pyramid', path, mimeType: 'image/tiff' }],
    image: { ...imageFacts(header), resolution: page.resolution, pages: 1 },
    warnings: [],
  }
}

async function asImage(input: ProcessorInput, page: PageToWrite): Promise<PagePicture> {
  const workFolder = join(input.workFolder, `page-${page.number}`)
  await mkdir(workFolder)
  const path = join(workFolder, 'drawn.tif')
  const { xres, yres } = tiledPyramid(page.resolution)
  const plain: TiffOptions = { compression: 'none', resolutionUnit: 'inch' }
  await pixelsOf(page)
    .tiff({ ...plain, ...(xres !== undefined && yres !== undefined && { xres, yres }) })
    .toFile(path)
  const { size } = await stat(path)
  const made = await image.process(
    { ...input, path, size, workFolder, progress: () => undefined },
    { kind: 'tiff', head: Buffer.alloc(0), warnings: [] },
  )
  await rm(path)
  if (!made.image) throw new Error('a drawn page is no picture')
  return {
    derived: made.derived,
    image: { ...made.image, resolution: page.resolution },
    ...(made.crop && { crop: made.crop }),
    warnings: made.warnings,
  }
}

function pixelsOf({ pixels, colorspace }: PageToWrite): Sharp {
  const { data, width, height, channels } = pixels
  const drawn = sharp(data, { raw: { width, height, channels }, limitInputPixels: false })
  if (channels === 1 || colorspace === 'Gray') return drawn.toColourspace('b-w')
  // Naming the space as well would convert twice.
  return colorspace === 'Cmyk' ? drawn.withIccProfile('cmyk') : drawn
}
