import type { Db } from '../tables.ts'

/** Assets that are looked up in one statement. */
const batchSize = 1_000

/** Those of the assets that the company has outside the trash. */
export async function assetsInCompany(
  db: Db,
  companyId: number,
  assetIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const found = new Set<number>()
  for (let i = 0; i < assetIds.length; i += batchSize) {
    const rows = await db
      .selectFrom('asset')
      .select('id')
      .where('company_id', '=', companyId)
      .where('trash_state', '=', 'NotInTrash')
      .where('id', 'in', assetIds.slice(i, i + batchSize))
      .execute()
    for (const { id } of rows) found.add(id)
  }
  return found
}
