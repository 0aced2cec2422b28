import type { AssetView } from '../../../core/assets/asset.queries.ts'
import type { Static } from '../../../soap/schema.ts'
import { assetHandle } from '../handles.ts'
import type { AssetSummary } from '../types/asset.ts'
import { fieldValueView } from './field-value.ts'

/**
 * An asset as a search by metadata shows it, with the metadata under `keys` that it has: keys of its metadata, and fields as
 * `custom_attributes.<name>`; undefined: all of them.
 */
export function assetSummaryView(
  asset: AssetView,
  keys: readonly string[] | undefined,
  version: string,
): Static<typeof AssetSummary> {
  const wanted = keys && new Set(keys)
  const metadata = [
    ...Object.entries(asset.metadata).map(([name, value]) => ({ name, value })),
    ...asset.fields.map((field) => fieldValueView({ ...field, name: `custom_attributes.${field.name}` })),
  ]
  return {
    assetHandle: assetHandle(asset, version),
    type: asset.type,
    name: asset.name,
    folder: asset.folder,
    filename: asset.file_name,
    created: asset.created_at,
    createUser: asset.created_by_email,
    lastModified: asset.modified_at,
    lastModifyUser: asset.modified_by_email,
    metadataArray: { items: metadata.filter(({ name }) => wanted?.has(name) ?? true) },
  }
}
