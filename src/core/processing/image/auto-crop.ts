import { colourBackground, type IsBackground, transparentBackground } from '../../imaging/background.ts'
import { type Box, contentBox } from '../../imaging/content-box.ts'
import type { RawImage } from '../../imaging/raw-image.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'
import type { Crop } from '../crop.ts'
import type { AutoColorCropOptions, AutoTransparentCropOptions } from '../options/option-types.ts'
import { cornerPixel } from './corner-pixel.ts'
import { type BandWork, pixelBands } from './pixel-bands.ts'
import type { PixelFile } from './pixel-file.ts'

/**
 * The crop that takes the colour of a corner off all four edges. No crop where no edge has it all along; no crop but a
 * warning where the whole picture has it.
 */
export async function autoColorCrop(
  pixels: PixelFile,
  { corner, tolerance }: AutoColorCropOptions,
  work: BandWork,
): Promise<Crop> {
  const pixel = await cornerPixel(pixels, corner)
  const layout = { channels: pixels.channels, hasAlpha: work.hasAlpha }
  const box = await boxOf(pixels, work, colourBackground(pixel, layout, tolerance))
  return cropTo(box, pixels, (size) => say('colorCropAll', { corner, tolerance, ...size }))
}

/** The crop that takes transparent edges off a picture with alpha; as `autoColorCrop`. */
export async function autoTransparentCrop(
  pixels: PixelFile,
  { tolerance }: AutoTransparentCropOptions,
  work: BandWork,
): Promise<Crop> {
  const layout = { channels: pixels.channels, hasAlpha: true }
  const box = await boxOf(pixels, work, transparentBackground(layout, pixels.fullSample, tolerance))
  return cropTo(box, pixels, (size) => say('transparentCropAll', { tolerance, ...size }))
}

async function boxOf(pixels: PixelFile, work: BandWork, is: IsBackground): Promise<Box | undefined> {
  const found = contentBox(pixels.width, pixels.channels, is)
  for await (const { band } of pixelBands(pixels, work)) for (const row of rowsOf(band)) found.add(row)
  return found.box()
}

function* rowsOf({ data, width, channels }: RawImage): Generator<RawImage['data']> {
  const samples = width * channels
  for (let at = 0; at < data.length; at += samples) yield data.subarray(at, at + samples)
}

function cropTo(
  box: Box | undefined,
  { width, height }: PixelFile,
  warning: (size: { readonly width: number; readonly height: number }) => NestedMessage,
): Crop {
  if (box) return box.width === width && box.height === height ? {} : { crop: box }
  return { warning: warning({ width, height }) }
}
