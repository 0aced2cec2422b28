import { requireCompany } from '../../../../core/accounts/company.ts'
import { ensureFolder } from '../../../../core/assets/folder.ts'
import { targetPath } from '../../../../core/assets/target-path.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import { isSetType } from '../../../../core/sets/set-types.ts'
import { createSet } from '../../../../core/sets/store-set.ts'
import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { assetHandle, parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { assetTypes } from '../../types/asset-types.ts'
import { editors } from '../declared/role-sets.ts'

/** Makes a set without members: an ImageSet, SpinSet, RenderSet or Catalog. It is not marked for publish. */
export const createImageSet = operation({
  name: 'createImageSet',
  roles: editors,
  request: sequence('', {
    companyHandle: required(string),
    folderHandle: required(string),
    name: required(string),
    type: required(string, { oneOf: assetTypes }),
    thumbAssetHandle: optional(string, { since: '2012-02-14' }),
  }),
  response: sequence('', { assetHandle: required(string) }),
  run: async (request, { db, caller, version }) => {
    const { type, thumbAssetHandle = '' } = request
    if (!isSetType(type) || type === 'AssetSet')
      throw new DarkroomError(
        'invalid-parameter',
        `type is ${type}; expected ImageSet, SpinSet, RenderSet or Catalog.`,
        { field: 'type' },
      )
    if (thumbAssetHandle !== '')
      throw new DarkroomError('not-implemented', 'thumbAssetHandle: the first image stands for a set.', {
        field: 'thumbAssetHandle',
      })
    const company = await requireCompany(db, parseCompanyHandle(request.companyHandle))
    const wanted = request.folderHandle.trim().replace(/^f\|/, '')
    const { folder, fileName: name } = targetPath(company.root_folder, wanted, request.name, {
      folder: 'folderHandle',
      name: 'name',
    })
    const set = await db.transaction().execute(
      async (tx) =>
        await createSet(tx, {
          companyId: company.id,
          folderId: await ensureFolder(tx, company.id, folder),
          name,
          type,
          userId: caller.userId,
          readyForPublish: false,
        }),
    )
    return { assetHandle: assetHandle(set, version) }
  },
})
