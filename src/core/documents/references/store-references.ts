import { type Selectable, sql } from 'kysely'
import { type CopiedRow, copyRows } from '../../copy-rows.ts'
import type { Tx } from '../../tables.ts'
import type { DocumentReferenceTable } from '../document.table.ts'
import type { Reference } from './reference.ts'

/** Rows of one statement. */
const chunk = 5_000

/** Adds references of documents that have none. */
export async function insertReferences(
  tx: Tx,
  companyId: number,
  references: readonly Reference[],
): Promise<void> {
  for (let at = 0; at < references.length; at += chunk) {
    const rows = references.slice(at, at + chunk).map((one) => rowOf(companyId, one))
    await copyRows(tx, 'document_reference', rows)
  }
}

function rowOf(companyId: number, one: Reference): CopiedRow<'document_reference'> {
  return {
    from_asset: one.from,
    position: one.position,
    company_id: companyId,
    kind: one.kind,
    raw: one.raw,
    lines: one.lines,
    target_path: one.path,
    fragment: one.fragment,
    key_name: one.key,
    holders: one.holders,
    target_asset: one.target,
    wanted_id: one.wantedId,
    state: one.state,
    reason: one.reason,
  }
}

/** Writes what became of references that are stored. */
export async function updateReferences(tx: Tx, references: readonly Reference[]): Promise<void> {
  for (let at = 0; at < references.length; at += chunk) {
    const rows = references.slice(at, at + chunk).map((one) => ({
      f: one.from,
      p: one.position,
      a: one.target ?? undefined,
      w: one.wantedId,
      s: one.state,
      x: one.reason ?? undefined,
    }))
    await sql`
      update document_reference as stored set target_asset = one.a, wanted_id = one.w, state = one.s, reason = one.x
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as one (f bigint, p integer, a bigint, w text, s text, x text)
      where stored.from_asset = one.f and stored.position = one.p`.execute(tx)
  }
}

/** The references of documents as they are stored, in order. */
export async function storedReferences(tx: Tx, assets: readonly number[]): Promise<Reference[]> {
  const rows = await tx
    .selectFrom('document_reference')
    .selectAll()
    .where((eb) => eb('from_asset', '=', eb.fn.any(eb.val([...assets]))))
    .orderBy('from_asset')
    .orderBy('position')
    .execute()
  return rows.map(referenceOf)
}

function referenceOf(row: Selectable<DocumentReferenceTable>): Reference {
  return {
    kind: row.kind,
    raw: row.raw,
    lines: row.lines,
    path: row.target_path ?? undefined,
    fragment: row.fragment ?? undefined,
    key: row.key_name ?? undefined,
    holders: row.holders ?? undefined,
    from: row.from_asset,
    position: row.position,
    target: row.target_asset,
    wantedId: row.wanted_id ?? undefined,
    state: row.state,
    reason: row.reason,
    detail: '',
  }
}
