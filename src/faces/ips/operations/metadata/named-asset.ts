import { assetIdOf } from '../../../../core/assets/asset-handle.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import type { Db } from '../../../../core/tables.ts'
import { parseCompanyHandle } from '../../handles.ts'

/** What metadata needs to know of an asset. */
export interface NamedAsset {
  readonly id: number
  readonly type: string
  readonly companyId: number
}

/** The asset of a request, which is not in the trash. Throws `invalid-parameter` where the company has none such. */
export async function namedAsset(db: Db, companyHandle: string, assetHandle: string): Promise<NamedAsset> {
  const companyId = parseCompanyHandle(companyHandle)
  const id = assetIdOf(assetHandle)
  const asset =
    id === undefined
      ? undefined
      : await db
          .selectFrom('asset')
          .select(['id', 'type'])
          .where('id', '=', id)
          .where('company_id', '=', companyId)
          .where('trash_state', '=', 'NotInTrash')
          .executeTakeFirst()
  if (asset) return { ...asset, companyId }
  throw new DarkroomError(
    'invalid-parameter',
    `assetHandle: '${assetHandle.slice(0, 80)}' names no asset of the company.`,
    { field: 'assetHandle' },
  )
}
