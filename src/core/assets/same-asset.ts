import type { Selectable } from 'kysely'
import { likeLiteral } from '../like-literal.ts'
import type { Tx } from '../tables.ts'
import type { AssetTable } from './asset.table.ts'
import { assetNameOf } from './target-path.ts'

export type Asset = Selectable<AssetTable>

/** Which existing asset an upload counts as the same (IPS constant family assetOverwriteMode). */
export const overwriteModes = [
  'OverwriteFullName',
  'OverwriteAnyExt',
  'OverwriteFullNameAnyFolder',
  'OverwriteAnyExtAnyFolder',
] as const
export type OverwriteMode = (typeof overwriteModes)[number]

export interface Target {
  readonly companyId: number
  readonly folderId: number
  readonly fileName: string
}

/**
 * The asset that an upload to the target replaces, locked against others; the one in the same folder with the same
 * file name comes first where the mode allows several. FullName: base name and extension must match; AnyExt: the
 * extension does not count; AnyFolder: looks in every folder of the company.
 */
export async function lockSameAsset(tx: Tx, mode: string, target: Target): Promise<Asset | undefined> {
  const anyExtension = mode === 'OverwriteAnyExt' || mode === 'OverwriteAnyExtAnyFolder'
  const anyFolder = mode === 'OverwriteFullNameAnyFolder' || mode === 'OverwriteAnyExtAnyFolder'
  const base = assetNameOf(target.fileName)
  const candidates = await tx
    .selectFrom('asset')
    .selectAll()
    .where('company_id', '=', target.companyId)
    .where('trash_state', '=', 'NotInTrash')
    .$if(!anyFolder, (query) => query.where('folder_id', '=', target.folderId))
    .where((eb) =>
      anyExtension
        ? eb.or([eb('file_name', '=', base), eb('file_name', 'like', `${likeLiteral(base)}.%`)])
        : eb('file_name', '=', target.fileName),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  const same = candidates.filter((asset) => assetNameOf(asset.file_name) === base)
  const rank = (asset: Asset) =>
    (asset.folder_id === target.folderId ? 0 : 2) + (asset.file_name === target.fileName ? 0 : 1)
  return same.sort((a, b) => rank(a) - rank(b) || a.id - b.id)[0]
}
