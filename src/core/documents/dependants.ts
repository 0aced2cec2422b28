import { sql } from 'kysely'
import type { Tx } from '../tables.ts'
import type { FormerDocument, NewDocument } from './stored-document.ts'

/**
 * Notes which documents are to be checked again because of these, which were just stored: those that refer into one whose ids changed, all that a changed
 * map reaches, and the `others` of circles. Returns how many documents use each that is new or changed.
 */
export async function queueDependants(
  tx: Tx,
  companyId: number,
  documents: readonly NewDocument[],
  former: ReadonlyMap<number, FormerDocument>,
  others: readonly number[],
): Promise<Map<number, number>> {
  const changed: number[] = []
  const fresh: number[] = []
  const maps: number[] = []
  for (const { assetId, parsed, mapDigest } of documents) {
    const before = former.get(assetId)
    if (before === undefined) fresh.push(assetId)
    else if (before.ids.length !== parsed.ids.size || before.ids.some((id) => !parsed.ids.has(id)))
      changed.push(assetId)
    if (mapDigest !== null && mapDigest !== before?.map_digest) maps.push(assetId)
  }
  if (changed.length > 0)
    await sql`
      insert into document_check (company_id, asset_id)
      select distinct ${companyId}::integer, from_asset from document_reference
      where target_asset = any (${changed}::bigint[]) and wanted_id is not null
        and from_asset <> all (${documents.map(({ assetId }) => assetId)}::bigint[])`.execute(tx)
  if (maps.length > 0)
    await sql`
      insert into document_check (company_id, asset_id, reached)
      select ${companyId}, id, true from unnest(${maps}::bigint[]) as one (id)`.execute(tx)
  if (others.length > 0)
    await sql`
      insert into document_check (company_id, asset_id)
      select ${companyId}, one.id from unnest(${[...others]}::bigint[]) as one (id)
      where not exists (select from document_reference where from_asset = one.id and reason = 'loop')`.execute(
      tx,
    )
  return await usersOf(tx, [...fresh, ...changed])
}

async function usersOf(tx: Tx, assets: readonly number[]): Promise<Map<number, number>> {
  if (assets.length === 0) return new Map()
  const { rows } = await sql<{ id: number; users: number }>`
    select target_asset as id, count(distinct from_asset)::integer as users from document_reference
    where target_asset = any (${[...assets]}::bigint[]) and from_asset <> target_asset
    group by target_asset`.execute(tx)
  return new Map(rows.map(({ id, users }) => [id, users]))
}
