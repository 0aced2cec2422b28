import type { ImageFacts } from '../../core/delivery/image-props.ts'
import { pyramidLevels } from '../../core/delivery/pyramid-level.ts'
import type { Rect } from '../../core/delivery/rect.ts'
import type { PyramidSource } from '../../core/delivery/render.ts'
import { DarkroomError } from '../../core/errors.ts'
import type { BlobStore } from '../../core/ports.ts'
import type { CatalogueEntry } from '../../core/publishing/catalogue.queries.ts'
import { cacheSeconds } from './caching.ts'

/** Pixels per inch of prints and thumbnails, as a catalogue without settings of its own has them. */
const printResolution = 72

/** The pyramid of a published image, or of its mask. Throws `not-found` for an image without one. */
export async function pyramidOf(
  blobs: BlobStore,
  entry: CatalogueEntry,
  role: 'pyramid' | 'mask',
): Promise<PyramidSource> {
  const key = entry.derived[role]
  if (key === undefined || !entry.image)
    throw new DarkroomError('not-found', `The image '${entry.name}' has no ${role}.`)
  const { width, height } = entry.image
  return { path: await blobs.localPath(key), width, height, levels: pyramidLevels(entry.image) }
}

/** The crop that is kept with the asset, in the terms of the geometry. */
export function storedCrop(entry: CatalogueEntry): { readonly crop?: Rect } {
  if (!entry.crop) return {}
  const { left, top, width, height } = entry.crop
  return { crop: { x: left, y: top, width, height } }
}

/** What `req=imageprops` tells of a published image. */
export function factsOf(entry: CatalogueEntry, root: string): ImageFacts {
  if (!entry.image) throw new DarkroomError('not-found', `The file '${entry.name}' is no image.`)
  const { width, height, hasAlpha, resolution, colorSpace, iccProfileName } = entry.image
  return {
    width,
    height,
    colorSpace: colorSpace === 'CMYK' || colorSpace === 'GRAY' || colorSpace === 'Lab' ? colorSpace : 'RGB',
    hasAlpha,
    ...(iccProfileName !== undefined && { iccProfile: iccProfileName }),
    embedsIccProfile: iccProfileName !== undefined,
    embedsXmp: false,
    pathNames: [],
    ...storedCrop(entry),
    expiration: cacheSeconds / 3600,
    resolution,
    printResolution,
    thumbnailResolution: printResolution,
    modified: entry.modified_at,
    id: `${root}/${entry.name}`,
  }
}
