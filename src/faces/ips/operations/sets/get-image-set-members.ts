import { assetsById } from '../../../../core/assets/asset.queries.ts'
import { setById } from '../../../../core/sets/image-set.ts'
import { setMembers } from '../../../../core/sets/set-members.ts'
import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { parseAssetHandle, parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { ImageSetMemberArray } from '../../types/sets.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { assetView } from '../../views/asset.ts'
import { selectFields } from '../../views/select-fields.ts'
import { everyRole } from '../roles.ts'

/** The members of a set, in order, without those in the trash. */
export const getImageSetMembers = operation({
  name: 'getImageSetMembers',
  roles: everyRole,
  request: sequence('', {
    companyHandle: required(string),
    assetHandle: required(string),
    responseFieldArray: optional(StringArray, { since: '2021-04-26-beta' }),
    excludeFieldArray: optional(StringArray, { since: '2021-04-26-beta' }),
  }),
  response: sequence('', { memberArray: required(ImageSetMemberArray) }),
  run: async (request, { db, version }) => {
    const companyId = parseCompanyHandle(request.companyHandle)
    const set = await setById(db, companyId, parseAssetHandle(request.assetHandle))
    const members = await setMembers(db, set.id)
    const ids = [...new Set(members.map(({ assetId }) => assetId))]
    const assets = new Map((await assetsById(db, companyId, ids)).map((asset) => [asset.id, asset]))
    const items = members.map(({ assetId, pageReset }) => {
      const asset = assets.get(assetId)
      return { asset: asset && assetView(asset, version), pageReset }
    })
    const answer = { memberArray: { items } }
    return selectFields(answer, request.responseFieldArray?.items, request.excludeFieldArray?.items)
  },
})
