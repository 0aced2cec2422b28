import type { Db } from '../tables.ts'

/** The company that an asset belongs to, in the trash or not; undefined: there is no such asset. */
export async function companyOfAsset(db: Db, assetId: number): Promise<number | undefined> {
  const row = await db.selectFrom('asset').select('company_id').where('id', '=', assetId).executeTakeFirst()
  return row?.company_id
}
