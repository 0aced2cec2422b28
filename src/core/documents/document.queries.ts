import type { Db } from '../tables.ts'
import type { BrokenReason } from './document.table.ts'
import type { ReferenceKind } from './parsed-document.ts'

/** One document's use of another. */
export interface DocumentUse {
  readonly from: number
  /** Null: the target is not there. */
  readonly to: number | null
  readonly kind: ReferenceKind
  /** As it stands in the file, and the first lines on which it does. */
  readonly raw: string
  readonly lines: readonly number[]
  readonly broken: boolean
  /** Why it is broken; null: it is not. */
  readonly reason: BrokenReason | null
}

/** What a document uses, in the order of the file. */
export async function usesOf(db: Db, assetId: number): Promise<DocumentUse[]> {
  const rows = await uses(db).where('from_asset', '=', assetId).orderBy('position').execute()
  return rows.map(useOf)
}

/** The documents that use an asset, itself left out; an image or any other file has some too. At most `limit`, those of the lowest number first. */
export async function usersOf(db: Db, assetId: number, limit = 1_000): Promise<DocumentUse[]> {
  const rows = await uses(db)
    .where('target_asset', '=', assetId)
    .where('from_asset', '<>', assetId)
    .orderBy('from_asset')
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows.map(useOf)
}

/** Broken references of a company, at most `limit`, of documents with higher numbers than `after`. */
export async function brokenUses(
  db: Db,
  companyId: number,
  { after = 0, limit = 1_000 } = {},
): Promise<DocumentUse[]> {
  const rows = await uses(db)
    .where('company_id', '=', companyId)
    .where('state', '=', 'Broken')
    .where('from_asset', '>', after)
    .orderBy('from_asset')
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows.map(useOf)
}

function uses(db: Db) {
  return db
    .selectFrom('document_reference')
    .select(['from_asset', 'target_asset', 'kind', 'raw', 'lines', 'state', 'reason'])
}

function useOf(row: {
  from_asset: number
  target_asset: number | null
  kind: ReferenceKind
  raw: string
  lines: readonly number[]
  state: string
  reason: BrokenReason | null
}): DocumentUse {
  const { from_asset: from, target_asset: to, kind, raw, lines, state, reason } = row
  return { from, to, kind, raw, lines, broken: state === 'Broken', reason }
}
