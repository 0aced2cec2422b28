import type { Db } from '../tables.ts'
import { keyOf, type NamedAsset } from './group-names.ts'
import type { SetScript } from './set-script.ts'

/** Assets that are read at a time. */
const batchSize = 5_000

/** Assets that a script may make sets of: those of a job, or of whole folders, or all of the company. */
export type Range =
  | { readonly assetIds: readonly number[] }
  | { readonly folderIds: readonly number[] | undefined }

/** The assets of the types of a script outside the trash, in batches. */
async function* assetsOfTypes(
  db: Db,
  companyId: number,
  types: readonly string[],
  range: Range,
): AsyncGenerator<readonly NamedAsset[]> {
  for (let after = 0; ; ) {
    const batch: NamedAsset[] = await db
      .selectFrom('asset')
      .innerJoin('folder', 'folder.id', 'asset.folder_id')
      .select(['asset.id', 'asset.name', 'asset.folder_id as folderId', 'folder.path as folder'])
      .where('asset.company_id', '=', companyId)
      .where('asset.trash_state', '=', 'NotInTrash')
      .where('asset.type', 'in', types)
      .where('asset.id', '>', after)
      .$if('assetIds' in range, (query) =>
        query.where((eb) =>
          eb('asset.id', '=', eb.fn.any(eb.val('assetIds' in range ? range.assetIds : []))),
        ),
      )
      .$if('folderIds' in range && range.folderIds !== undefined, (query) =>
        query.where((eb) =>
          eb('asset.folder_id', '=', eb.fn.any(eb.val('folderIds' in range ? (range.folderIds ?? []) : []))),
        ),
      )
      .orderBy('asset.id')
      .limit(batchSize)
      .execute()
    yield batch
    const last = batch.at(-1)
    if (!last || batch.length < batchSize) return
    after = last.id
  }
}

/**
 * The assets that belong into the sets of some assets: these and those of the same names that are in the repository
 * already, in the same folder or, where the script says so, in any.
 */
export async function scriptAssets(
  db: Db,
  companyId: number,
  script: SetScript,
  assetIds: readonly number[],
): Promise<NamedAsset[]> {
  const keys = new Set<string>()
  const folders = new Set<number>()
  for await (const batch of assetsOfTypes(db, companyId, script.assetTypes, { assetIds }))
    for (const asset of batch) {
      const key = keyOf(script, asset)
      if (key === undefined) continue
      keys.add(key)
      folders.add(asset.folderId)
    }
  if (keys.size === 0) return []
  const found: NamedAsset[] = []
  const range = { folderIds: script.anyFolder ? undefined : [...folders] }
  for await (const batch of assetsOfTypes(db, companyId, script.assetTypes, range))
    found.push(...batch.filter((asset) => keys.has(keyOf(script, asset) ?? '')))
  return found
}
