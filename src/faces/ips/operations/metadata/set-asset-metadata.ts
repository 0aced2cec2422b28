import { touchAsset } from '../../../../core/assets/touch-asset.ts'
import { fieldUpdates, setFieldValues } from '../../../../core/metadata/set-values.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { MetadataUpdateArray } from '../../types/metadata.ts'
import { emptyResponse } from '../declared/responses.ts'
import { editors } from '../declared/role-sets.ts'
import { namedAsset } from './named-asset.ts'

/** Sets metadata fields of an asset: all of the updates, or none. */
export const setAssetMetadata = operation({
  name: 'setAssetMetadata',
  roles: editors,
  request: sequence('', {
    companyHandle: required(string),
    assetHandle: required(string),
    updateArray: required(MetadataUpdateArray),
  }),
  response: emptyResponse,
  run: async ({ companyHandle, assetHandle, updateArray }, { db, caller }) => {
    const asset = await namedAsset(db, companyHandle, assetHandle)
    const updates = await fieldUpdates(db, asset.companyId, updateArray.items, 'updateArray')
    await db.transaction().execute(async (tx) => {
      await setFieldValues(tx, asset, updates)
      await touchAsset(tx, asset.id, caller.userId)
    })
    return {}
  },
})
