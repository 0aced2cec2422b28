import type { AssetView } from '../../../core/assets/asset.queries.ts'
import type { Static } from '../../../soap/schema.ts'
import { assetHandle, folderHandle } from '../handles.ts'
import type { Asset } from '../types/asset.ts'
import { assetInfo } from './asset-info.ts'
import { fieldValueView } from './field-value.ts'

/** An asset as the service shows it: the common fields, its metadata, and the info element of its type. */
export function assetView(asset: AssetView, version: string): Static<typeof Asset> {
  return {
    assetHandle: assetHandle(asset, version),
    type: asset.type,
    subType: asset.sub_type ?? undefined,
    name: asset.name,
    fileName: asset.file_name,
    folder: asset.folder,
    folderHandle: folderHandle(asset.folder, version),
    readyForPublish: asset.ready_for_publish,
    trashState: asset.trash_state,
    projects: asset.projects.join(','),
    ipsImageUrl: asset.served_as === 'image' ? `${asset.folder}${asset.file_name}` : undefined,
    created: asset.created_at,
    createUser: asset.created_by_email,
    lastModified: asset.modified_at,
    lastModifyUser: asset.modified_by_email,
    metadataArray: {
      items: [
        ...asset.fields.map(fieldValueView),
        ...Object.entries(asset.metadata).map(([name, value]) => ({ name, value })),
      ],
    },
    ...assetInfo(asset, version),
  }
}
