import { type Selectable, sql } from 'kysely'
import { type Copied, copyRows } from '../../copy-rows.ts'
import type { Tx } from '../../tables.ts'
import type { DocumentReferenceTable } from '../document.table.ts'
import type { Reference } from './reference.ts'

/** Rows of one statement. */
const chunk = 5_000

const columns = [
  'from_asset',
  'position',
  'company_id',
  'kind',
  'raw',
  'lines',
  'target_path',
  'fragment',
  'key_name',
  'holders',
  'target_asset',
  'wanted_id',
  'state',
  'reason',
] as const

/** Adds references of documents that have none. */
export async function insertReferences(
  tx: Tx,
  companyId: number,
  references: readonly Reference[],
): Promise<void> {
  for (let at = 0; at < references.length; at += chunk) {
    const rows = references.slice(at, at + chunk).map((one) => rowOf(companyId, one))
    await copyRows(tx, 'document_reference', columns, rows)
  }
}

function rowOf(companyId: number, one: Reference): Copied[] {
  return [
    one.from,
    one.position,
    companyId,
    one.kind,
    one.raw,
    one.lines,
    one.path,
    one.fragment,
    one.key,
    one.holders,
    one.target,
    one.wantedId,
    one.state,
    one.reason,
  ]
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
