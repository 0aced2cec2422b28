import { assetsByName } from '../../../../core/assets/asset.queries.ts'
import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { AssetArray } from '../../types/asset.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { assetView } from '../../views/asset.ts'
import { selectFields } from '../../views/select-fields.ts'
import { everyRoleButPortalUser } from '../roles.ts'

/** The assets that have one of the names; without a match an empty array. */
export const getAssetsByName = operation({
  name: 'getAssetsByName',
  since: '2010-01-31',
  roles: everyRoleButPortalUser,
  request: sequence('', {
    companyHandle: required(string),
    accessUserHandle: optional(string),
    accessGroupHandle: optional(string),
    nameArray: required(StringArray),
    assetTypeArray: optional(StringArray),
    excludeAssetTypeArray: optional(StringArray),
    assetSubTypeArray: optional(StringArray),
    strictSubTypeCheck: optional(boolean),
    responseFieldArray: optional(StringArray),
    excludeFieldArray: optional(StringArray),
  }),
  response: sequence('', { assetArray: optional(AssetArray) }),
  run: async (request, { db, version }) => {
    const assets = await assetsByName(db, {
      companyId: parseCompanyHandle(request.companyHandle),
      names: request.nameArray.items,
      types: request.assetTypeArray?.items ?? [],
      excludeTypes: request.excludeAssetTypeArray?.items ?? [],
      subTypes: request.assetSubTypeArray?.items ?? [],
      strictSubType: request.strictSubTypeCheck ?? false,
    })
    const answer = { assetArray: { items: assets.map((asset) => assetView(asset, version)) } }
    return selectFields(answer, request.responseFieldArray?.items, request.excludeFieldArray?.items)
  },
})
