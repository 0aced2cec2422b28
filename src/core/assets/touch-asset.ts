import { sql } from 'kysely'
import type { Tx } from '../tables.ts'

/** Notes who changed an asset and when; what is delivered of it is as before. */
export async function touchAsset(tx: Tx, assetId: number, userId: number): Promise<void> {
  await tx
    .updateTable('asset')
    .set({ modified_at: sql<Date>`now()`, modified_by: userId })
    .where('id', '=', assetId)
    .execute()
}
