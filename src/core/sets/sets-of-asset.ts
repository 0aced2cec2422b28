import type { Db } from '../tables.ts'

/** The sets outside the trash that have the asset as a member, in the order of their creation; the first `limit`. */
export async function setsOfAsset(db: Db, assetId: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('set_member')
    .innerJoin('asset', 'asset.id', 'set_member.set_id')
    .select('set_member.set_id')
    .distinct()
    .where('set_member.asset_id', '=', assetId)
    .where('asset.trash_state', '=', 'NotInTrash')
    .orderBy('set_member.set_id')
    .limit(limit)
    .execute()
  return rows.map(({ set_id }) => set_id)
}
