import type { Caller } from '../accounts/caller.ts'
import { type DocumentUse, documentUses, type UsesWanted } from '../documents/document.queries.ts'
import { placeOfPath } from '../documents/link-target.ts'
import type { Db } from '../tables.ts'
import { companyOfPath, nothingThere } from './may-process.ts'
import { repositoryPath } from './repository-path.ts'
import { isThere } from './walk-tree.ts'

/**
 * Who uses whom: of the asset at a path, or of all that lies below a folder. Throws `invalid-parameter` that names the path when it
 * is wrong, or nothing is there that the caller may see.
 */
export async function usesAtPath(
  db: Db,
  caller: Caller,
  { path: given, ...wanted }: Omit<UsesWanted, 'companyId' | 'place'> & { readonly path: string },
): Promise<DocumentUse[]> {
  const path = repositoryPath('path', given, { lenient: true })
  const company = await companyOfPath(db, caller, 'path', path)
  if (!company || !(await isThere(db, company.id, path))) throw nothingThere('path', path)
  const { folder, fileName } = placeOfPath(path)
  const asset = await db
    .selectFrom('asset')
    .innerJoin('folder', 'folder.id', 'asset.folder_id')
    .select('asset.id')
    .where('folder.company_id', '=', company.id)
    .where('folder.path', '=', folder)
    .where('asset.file_name', '=', fileName)
    .where('asset.trash_state', '=', 'NotInTrash')
    .executeTakeFirst()
  const place = asset ? { assetId: asset.id } : { folder: `${folder}${fileName}/` }
  return await documentUses(db, { ...wanted, companyId: company.id, place })
}
