import type { ImageFacts } from '../../core/delivery/image-props.ts'
import { storedCrop } from '../../core/delivery/pyramid-source.ts'
import type { Size } from '../../core/delivery/rect.ts'
import { DarkroomError } from '../../core/errors.ts'
import type { CatalogueEntry } from '../../core/publishing/catalogue.queries.ts'
import { cacheSeconds } from './caching.ts'

/** Pixels per inch of prints and thumbnails, as a catalogue without settings of its own has them. */
const printResolution = 72

/** What `req=imageprops` tells of a picture that is put together from layers; `id` is `<company root>/<name>`. */
export function factsOfComposition({ width, height }: Size, modified: Date, id: string): ImageFacts {
  return {
    width,
    height,
    colorSpace: 'RGB',
    hasAlpha: true,
    embedsIccProfile: false,
    embedsXmp: false,
    pathNames: [],
    expiration: cacheSeconds / 3600,
    resolution: printResolution,
    printResolution,
    thumbnailResolution: printResolution,
    modified,
    id,
  }
}

/** What `req=imageprops` tells of a published image. */
export function factsOf(entry: CatalogueEntry, root: string): ImageFacts {
  if (!entry.image) throw new DarkroomError('not-found', `The file '${entry.name}' is no image.`)
  const { width, height, hasAlpha, resolution, colorSpace, iccProfileName, anchor } = entry.image
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
    ...(anchor && { anchor }),
    expiration: cacheSeconds / 3600,
    resolution,
    printResolution,
    thumbnailResolution: printResolution,
    modified: entry.modified_at,
    id: `${root}/${entry.name}`,
  }
}
