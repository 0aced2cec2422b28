import type { CropRect, DerivedKeys, ImageFacts } from '../assets/asset.table.ts'
import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import type { BlobStore } from '../ports.ts'
import { pyramidLevels } from './pyramid-level.ts'
import type { Rect } from './rect.ts'
import type { PyramidSource } from './render.ts'

/** An asset, or its published copy, as far as drawing it goes. */
export interface DrawnAsset {
  readonly name: string
  readonly derived: DerivedKeys
  readonly image: ImageFacts | null
  readonly crop: CropRect | null
}

/** The pyramid of an image, or of its mask. Throws `not-found` for an asset without one. */
export async function pyramidOf(
  blobs: BlobStore,
  asset: DrawnAsset,
  role: 'pyramid' | 'mask',
): Promise<PyramidSource> {
  const key = asset.derived[role]
  if (key === undefined || !asset.image)
    throw new DarkroomError('not-found', say('imageWithoutPart', { image: asset.name, part: role }))
  const { width, height, colorSpace, iccProfileName = 'sRGB' } = asset.image
  return {
    path: await blobs.localPath(key),
    width,
    height,
    levels: pyramidLevels(asset.image),
    // The numbers of a mask are opacities.
    isManaged: role === 'pyramid' && !(colorSpace === 'RGB' && /^sRGB\b/.test(iccProfileName)),
  }
}

/** The crop that is kept with the asset, in the terms of the geometry. */
export function storedCrop({ crop }: Pick<DrawnAsset, 'crop'>): { readonly crop?: Rect } {
  if (!crop) return {}
  const { left, top, width, height } = crop
  return { crop: { x: left, y: top, width, height } }
}
