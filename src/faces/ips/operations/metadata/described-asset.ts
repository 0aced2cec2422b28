import { type AssetView, assetsById } from '../../../../core/assets/asset.queries.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import type { Db } from '../../../../core/tables.ts'
import { namedAsset } from './named-asset.ts'

/** The asset of a request with all that is known of it. Throws as `namedAsset` does. */
export async function describedAsset(db: Db, companyHandle: string, assetHandle: string): Promise<AssetView> {
  const { id, companyId } = await namedAsset(db, companyHandle, assetHandle)
  const [asset] = await assetsById(db, companyId, [id])
  if (asset) return asset
  throw new DarkroomError('not-found', `assetHandle: '${assetHandle.slice(0, 80)}' was deleted meanwhile.`, {
    field: 'assetHandle',
  })
}
