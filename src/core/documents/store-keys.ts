import { sql } from 'kysely'
import type { Tx } from '../tables.ts'
import type { KeyDefinition } from './parsed-document.ts'

interface KeysOfMap {
  readonly assetId: number
  readonly keys: readonly KeyDefinition[]
}

/** Puts the keys of documents in the place of those they had. */
export async function putKeys(
  tx: Tx,
  documents: readonly KeysOfMap[],
  former: ReadonlyMap<number, { readonly map_digest: string | null }>,
): Promise<void> {
  const formerMaps = [...former].filter(([, { map_digest }]) => map_digest !== null).map(([id]) => id)
  if (formerMaps.length > 0)
    await sql`delete from document_key where map_asset = any (${formerMaps}::bigint[])`.execute(tx)
  const rows = documents.flatMap(({ assetId, keys }) =>
    keys.map(({ name, isScope, reference }, position) => ({
      m: assetId,
      p: position,
      n: name,
      s: isScope,
      r: reference,
    })),
  )
  if (rows.length === 0) return
  await sql`
    insert into document_key (map_asset, position, name, is_scope, reference)
    select m, p, n, s, r
    from json_to_recordset(${JSON.stringify(rows)}::json) as one (m bigint, p integer, n text, s boolean, r integer)
    where exists (select from document where document.asset_id = one.m)`.execute(tx)
}
