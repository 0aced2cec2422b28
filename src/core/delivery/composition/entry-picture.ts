import type { BlobStore } from '../../ports.ts'
import type { PublishedImage } from '../../publishing/smart-crop-entry.ts'
import { pyramidOf, storedCrop } from '../pyramid-source.ts'
import type { Picture } from './picture.ts'
import { pyramidPicture } from './pyramid-picture.ts'

/** The picture of a published asset; as a mask its own mask, where it has one. Throws `not-found` when there is neither. */
export async function entryPicture(
  blobs: BlobStore,
  entry: PublishedImage,
  use: 'src' | 'mask',
): Promise<Picture> {
  const ownMask = use === 'mask' && entry.derived.mask !== undefined
  const source = await pyramidOf(blobs, entry, ownMask ? 'mask' : 'pyramid')
  return pyramidPicture(source, {
    hasAlpha: !ownMask && (entry.image?.hasAlpha ?? false),
    resolution: entry.image?.resolution ?? 0,
    ...storedCrop(entry),
    ...(entry.image?.anchor && { anchor: entry.image.anchor }),
  })
}
