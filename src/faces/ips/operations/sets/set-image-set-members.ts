import { setById, setSetMembers } from '../../../../core/sets/image-set.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { parseAssetHandle, parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { ImageSetMemberUpdateArray } from '../../types/sets.ts'
import { emptyResponse } from '../declared/responses.ts'
import { editors } from '../declared/role-sets.ts'

/** Gives a set these members, in this order, in place of those that it has. */
export const setImageSetMembers = operation({
  name: 'setImageSetMembers',
  roles: editors,
  request: sequence('', {
    companyHandle: required(string),
    assetHandle: required(string),
    memberArray: required(ImageSetMemberUpdateArray),
  }),
  response: emptyResponse,
  run: async (request, { db, caller }) => {
    const companyId = parseCompanyHandle(request.companyHandle)
    const set = await setById(db, companyId, parseAssetHandle(request.assetHandle))
    const members = request.memberArray.items.map(({ assetHandle, pageReset }) => ({
      assetId: parseAssetHandle(assetHandle),
      pageReset,
    }))
    await db.transaction().execute(async (tx) => await setSetMembers(tx, set, members, caller.userId))
    return {}
  },
})
