import type { PublishedImage } from '../../core/publishing/smart-crop-entry.ts'

/** Names one version of what is published, for entity tags. */
export function versionKeyOf(entry: PublishedImage): string {
  const { asset_id, asset_version, derived, smartCrop, crop } = entry
  const key = `${asset_id}.${asset_version}.${derived.pyramid ?? ''}`
  return smartCrop && crop ? `${key}.${crop.left}-${crop.top}-${crop.width}-${crop.height}` : key
}

/** The same for what was put together from several entries, in any order. */
export function versionKeyOfAll(entries: readonly PublishedImage[]): string {
  return [...new Set(entries.map(versionKeyOf))].sort().join(' ')
}
