import sharp from 'sharp'
import type { CropRect, ImageFacts, SmartCrop } from '../../assets/asset.table.ts'
import { placeCrop } from '../../imaging/place-crop.ts'
import { saliencyOf } from '../../imaging/saliency.ts'
import type { AutoSmartCropOptions } from '../options/option-types.ts'

/** The longest side of the copy in which the subject is looked for, in pixels. */
const mapSide = 160

/**
 * Places named crops around what stands out in a picture: each the largest of its shape. `crop` is the part of the picture that is shown at
 * all; nothing outside of it comes into a smart crop. Looks at the smallest level of the pyramid only.
 */
export async function placeSmartCrops(
  pyramidPath: string,
  { width, height }: Pick<ImageFacts, 'width' | 'height'>,
  crop: CropRect | undefined,
  wanted: readonly AutoSmartCropOptions[],
): Promise<SmartCrop[]> {
  const shown = crop ?? { left: 0, top: 0, width, height }
  const map = saliencyOf(await smallCopy(pyramidPath, { width, height }, shown))
  return wanted.map(({ name, width: cropWidth, height: cropHeight }) => {
    const { x, y, w, h } = placeCrop(shown, { width: cropWidth, height: cropHeight }, map)
    return {
      name: name.trim(),
      width: cropWidth,
      height: cropHeight,
      x: (shown.left + x * shown.width) / width,
      y: (shown.top + y * shown.height) / height,
      w: (w * shown.width) / width,
      h: (h * shown.height) / height,
    }
  })
}

async function smallCopy(
  pyramidPath: string,
  whole: { readonly width: number; readonly height: number },
  shown: CropRect,
) {
  const { pages = 1 } = await sharp(pyramidPath).metadata()
  const level = { page: pages - 1, limitInputPixels: false }
  const size = await sharp(pyramidPath, level).metadata()
  const [x, y] = [size.width / whole.width, size.height / whole.height]
  const left = Math.min(size.width - 1, Math.floor(shown.left * x))
  const top = Math.min(size.height - 1, Math.floor(shown.top * y))
  const { data, info } = await sharp(pyramidPath, level)
    .extract({
      left,
      top,
      width: Math.max(1, Math.min(size.width - left, Math.round(shown.width * x))),
      height: Math.max(1, Math.min(size.height - top, Math.round(shown.height * y))),
    })
    .resize({ width: mapSide, height: mapSide, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: 4, hasAlpha: true }
}
