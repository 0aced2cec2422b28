import { sql } from 'kysely'
import type { Db, Tx } from '../tables.ts'

/**
 * Takes assets for an item, so that no other item works on them at the same time. Returns those that it got; the others are with an
 * item that is running. What an item holds is free again once it is no longer running, however it ended.
 */
export async function claimAssets(
  db: Db,
  itemId: number,
  assetIds: readonly number[],
): Promise<ReadonlySet<number>> {
  // In one order everywhere, so that two items never wait for each other. Whether an item runs is seen as it was when the
  // statement began: one that took an asset since then does.
  const { rows } = await sql<{ asset_id: number }>`
    insert into processed_asset as held (asset_id, item_id, taken_at)
    select asset.id, ${itemId}::bigint, clock_timestamp() from asset
    where asset.id = any(${[...assetIds]}::bigint[]) order by asset.id
    on conflict (asset_id) do update set item_id = excluded.item_id, taken_at = excluded.taken_at
    where held.item_id is null or held.item_id = excluded.item_id
      or (held.taken_at < statement_timestamp()
        and not exists (select from job_item where job_item.id = held.item_id and job_item.state = 'Running'))
    returning asset_id`.execute(db)
  return new Set(rows.map(({ asset_id }) => asset_id))
}

/** What became of an asset that an item had in hand. */
export interface AssetDone {
  readonly assetId: number
  readonly status: 'SUCCESS' | 'FAILURE'
  /** Kept when it is the first one of the asset. */
  readonly guid: string
  readonly originalKey: string
}

/** Keeps what became of assets, and gives them free. Returns the guids that they have, by asset. */
export async function storeDone(
  tx: Tx,
  itemId: number,
  done: readonly AssetDone[],
): Promise<ReadonlyMap<number, string>> {
  if (done.length === 0) return new Map()
  const rows = done.toSorted((a, b) => a.assetId - b.assetId)
  const stored = await sql<{ id: number; guid: string }>`
    update processed_asset as held
    set item_id = null, status = done.status, original_key = done."originalKey",
      guid = coalesce(held.guid, done.guid), processed_at = clock_timestamp()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as done ("assetId" bigint, status text, guid text, "originalKey" text)
    where held.asset_id = done."assetId" and held.item_id = ${itemId}::bigint
    returning held.asset_id as id, held.guid`.execute(tx)
  return new Map(stored.rows.map(({ id, guid }) => [id, guid]))
}

/** Marks what a failed item had in hand as failed. */
export async function storeFailed(tx: Tx, itemId: number): Promise<void> {
  await sql`
    update processed_asset as held
    set item_id = null, status = 'FAILURE', original_key = asset.original_key, processed_at = clock_timestamp()
    from asset
    where held.item_id = ${itemId}::bigint and asset.id = held.asset_id`.execute(tx)
}
