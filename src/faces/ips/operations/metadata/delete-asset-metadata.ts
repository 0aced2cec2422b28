import { touchAsset } from '../../../../core/assets/touch-asset.ts'
import { fieldByHandle } from '../../../../core/metadata/metadata-field.ts'
import { clearFieldValues } from '../../../../core/metadata/set-values.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { MetadataDeleteArray } from '../../types/metadata.ts'
import { emptyResponse } from '../declared/responses.ts'
import { editors } from '../declared/role-sets.ts'
import { namedAsset } from './named-asset.ts'

/** Takes the values of metadata fields away from an asset. */
export const deleteAssetMetadata = operation({
  name: 'deleteAssetMetadata',
  since: '2013-08-29-beta',
  roles: editors,
  request: sequence('', {
    companyHandle: required(string),
    assetHandle: required(string),
    deleteArray: required(MetadataDeleteArray),
  }),
  response: emptyResponse,
  run: async ({ companyHandle, assetHandle, deleteArray }, { db, caller }) => {
    const asset = await namedAsset(db, companyHandle, assetHandle)
    const fieldIds: number[] = []
    for (const [i, { fieldHandle }] of deleteArray.items.entries())
      fieldIds.push(
        (await fieldByHandle(db, asset.companyId, fieldHandle, `deleteArray/items[${i + 1}]/fieldHandle`)).id,
      )
    await db.transaction().execute(async (tx) => {
      await clearFieldValues(tx, asset.id, fieldIds)
      await touchAsset(tx, asset.id, caller.userId)
    })
    return {}
  },
})
