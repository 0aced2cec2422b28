import { sql } from 'kysely'
import type { Db, Json, Tx } from '../tables.ts'

/** A word as it stands on a picture. `x`, `y`, `w` and `h` are parts of the upright picture, 0 to 1. */
export interface PlacedWord {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

type StoredWord = readonly [text: string, x: number, y: number, w: number, h: number]

/** The words on an asset's picture, for searches in catalogues. */
export interface AssetWordsTable {
  asset_id: number
  company_id: number
  words: Json<readonly StoredWord[]>
  search: string
}

/** An index entry may have a megabyte, so of a page's text only so many characters are searched. */
const maxSearchCharacters = 200_000

/** Keeps the words of an asset in place of those it had; none: it has none any more. */
export async function setAssetWords(
  tx: Tx,
  asset: { readonly id: number; readonly company_id: number },
  words: readonly PlacedWord[],
): Promise<void> {
  await tx.deleteFrom('asset_words').where('asset_id', '=', asset.id).execute()
  if (words.length === 0) return
  const stored = words.map(
    ({ text, x, y, w, h }): StoredWord => [text.replaceAll('\0', '').toWellFormed(), x, y, w, h],
  )
  const searched = stored
    .map(([text]) => text)
    .join(' ')
    .slice(0, maxSearchCharacters)
    .toWellFormed()
  await tx
    .insertInto('asset_words')
    .values({
      asset_id: asset.id,
      company_id: asset.company_id,
      words: JSON.stringify(stored),
      search: sql<string>`to_tsvector('simple', ${searched})`,
    })
    .execute()
}

/** The words of an asset in reading order; empty when none were extracted. */
export async function assetWords(db: Db, assetId: number): Promise<PlacedWord[]> {
  const row = await db
    .selectFrom('asset_words')
    .select('words')
    .where('asset_id', '=', assetId)
    .executeTakeFirst()
  return (row?.words ?? []).map(([text, x, y, w, h]) => ({ text, x, y, w, h }))
}

/** A member of a set on which the words were found. */
export interface MemberWithWords {
  readonly asset_id: number
  /** From 0. */
  readonly position: number
}

/** The members of a set on which all words of the query stand, in the set's order. */
export async function membersWithWords(db: Db, setId: number, query: string): Promise<MemberWithWords[]> {
  return await db
    .selectFrom('set_member')
    .innerJoin('asset_words', 'asset_words.asset_id', 'set_member.asset_id')
    .select(['set_member.asset_id', 'set_member.position'])
    .where('set_member.set_id', '=', setId)
    .where(sql<boolean>`asset_words.search @@ plainto_tsquery('simple', ${query})`)
    .orderBy('set_member.position')
    .execute()
}
