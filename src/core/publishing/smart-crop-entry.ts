import type { CropRect, ImageFacts, SmartCrop } from '../assets/asset.table.ts'
import type { CatalogueEntry } from './catalogue.queries.ts'

/** A published picture, or one of its smart crops. */
export type PublishedImage = CatalogueEntry & {
  /** Present: the entry is shown by this crop, which stands in its `crop`, under `<asset name>:<crop name>`. */
  readonly smartCrop?: SmartCrop
}

/** The entry as one of its smart crops shows it. Undefined when it has none of that name, which counts letter by letter. */
export function asSmartCrop(entry: CatalogueEntry, cropName: string): PublishedImage | undefined {
  const smartCrop = entry.smart_crops.find(({ name }) => name === cropName)
  if (!smartCrop || !entry.image) return undefined
  return { ...entry, name: `${entry.name}:${cropName}`, crop: pixelsOf(smartCrop, entry.image), smartCrop }
}

/** At least one pixel, inside the picture. */
function pixelsOf({ x, y, w, h }: SmartCrop, { width, height }: ImageFacts): CropRect {
  const across = side(x, w, width)
  const down = side(y, h, height)
  return { left: across.start, width: across.length, top: down.start, height: down.length }
}

function side(
  start: number,
  part: number,
  whole: number,
): { readonly start: number; readonly length: number } {
  const length = Math.min(whole, Math.max(1, Math.round(part * whole)))
  return { start: Math.min(whole - length, Math.max(0, Math.round(start * whole))), length }
}
