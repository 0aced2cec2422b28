import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type CopiedRow, copyRows } from '../copy-rows.ts'
import type { Tx } from '../tables.ts'
import type { DocumentStatus } from './document.ts'
import type { DocumentType } from './file-type.ts'
import type { ParsedDocument } from './parsed-document.ts'
import { reachKinds } from './references/reference.ts'
import { storable } from './storable.ts'

/** What the database has of a document from before. */
export interface FormerDocument {
  readonly asset_id: number
  readonly guid: string
  readonly file_type: DocumentType
  readonly root: string
  readonly ids: readonly string[]
  readonly metadata: Readonly<Record<string, string>>
  readonly map_digest: string | null
}

/** A document as it is stored now. */
export interface NewDocument {
  readonly assetId: number
  readonly guid: string
  readonly fileType: DocumentType
  readonly parsed: ParsedDocument
  readonly mapDigest: string | null
  readonly readStatus: DocumentStatus
  readonly status: DocumentStatus
  readonly version: number
}

/**
 * Holds assets, and with them their documents, against other processing of them; in one order, so that two never wait for each other. Returns those that
 * are there.
 */
export async function lockAssets(tx: Tx, assets: readonly number[]): Promise<Set<number>> {
  const rows = await tx
    .selectFrom('asset')
    .select('id')
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...assets]))))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Holds the rows that assets have, which may be checked again at the same time. */
export async function lockFormerDocuments(
  tx: Tx,
  assets: readonly number[],
): Promise<Map<number, FormerDocument>> {
  const rows = await tx
    .selectFrom('document')
    .select(['asset_id', 'guid', 'file_type', 'root', 'ids', 'metadata', 'map_digest'])
    .where((eb) => eb('asset_id', '=', eb.fn.any(eb.val([...assets]))))
    .orderBy('asset_id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.asset_id, row]))
}

/** Adds documents of assets that have none. */
export async function insertDocuments(
  tx: Tx,
  companyId: number,
  documents: readonly NewDocument[],
): Promise<void> {
  const rows = documents.map(
    ({ parsed, ...one }): CopiedRow<'document'> => ({
      asset_id: one.assetId,
      company_id: companyId,
      guid: one.guid,
      file_type: one.fileType,
      root: storable(parsed.root),
      title: storable(parsed.title),
      language: storable(parsed.language),
      metadata: jsonText(parsed.metadata),
      ids: [...parsed.ids],
      map_digest: one.mapDigest,
      messages: jsonText(parsed.messages),
      read_status: one.readStatus,
      status: one.status,
      processed_version: one.version,
    }),
  )
  await copyRows(tx, 'document', rows)
}

/** Puts documents in the place of those that the same assets have. */
export async function updateDocuments(tx: Tx, documents: readonly NewDocument[]): Promise<void> {
  if (documents.length === 0) return
  const rows = documents.map(({ parsed, ...one }) => ({
    a: one.assetId,
    f: one.fileType,
    r: storable(parsed.root),
    t: storable(parsed.title),
    l: storable(parsed.language),
    m: parsed.metadata,
    i: [...parsed.ids],
    d: one.mapDigest,
    w: parsed.messages,
    o: one.readStatus,
    s: one.status,
    v: one.version,
  }))
  await sql`
    update document set file_type = one.f, root = one.r, title = one.t, language = one.l, metadata = one.m, ids = one.i,
      map_digest = one.d, messages = one.w, read_status = one.o, status = one.s, processed_version = one.v,
      processed_at = now()
    from json_to_recordset(${jsonText(rows)}::json) as one (a bigint, f text, r text, t text, l text, m jsonb, i text[],
      d text, w jsonb, o text, s text, v integer)
    where document.asset_id = one.a`.execute(tx)
}

/** Gives assets what their first document says of itself, where nobody said otherwise. */
export async function giveFirstMetadata(tx: Tx, documents: readonly NewDocument[]): Promise<void> {
  if (documents.length === 0) return
  await sql`
    update asset
    set metadata = document.metadata || jsonb_build_object('document.Guid', 'GUID-' || document.guid,
      'document.Type', document.file_type, 'document.Root', document.root) || asset.metadata
    from document
    where document.asset_id = asset.id
      and asset.id = any (${documents.map(({ assetId }) => assetId)}::bigint[])`.execute(tx)
}

/** Gives assets what their documents say of themselves now; what they said before goes where nobody changed it. */
export async function giveMetadata(
  tx: Tx,
  documents: readonly NewDocument[],
  former: ReadonlyMap<number, FormerDocument>,
): Promise<void> {
  if (documents.length === 0) return
  const rows = documents.map(({ assetId, guid, fileType, parsed: { metadata, root } }) => {
    const before = former.get(assetId)
    return {
      a: assetId,
      o: before ? assetMetadata(before.guid, before.file_type, before.root, before.metadata) : {},
      n: assetMetadata(guid, fileType, root, metadata),
    }
  })
  await sql`
    update asset set metadata = merged_document_metadata(asset.metadata, one.o, one.n)
    from json_to_recordset(${jsonText(rows)}::json) as one (a bigint, o jsonb, n jsonb)
    where asset.id = one.a and not asset.metadata @> one.n`.execute(tx)
}

function assetMetadata(
  guid: string,
  fileType: DocumentType,
  root: string,
  metadata: Readonly<Record<string, string>>,
): Record<string, string> {
  return { ...metadata, 'document.Guid': `GUID-${guid}`, 'document.Type': fileType, 'document.Root': root }
}

/** Changes when what a map contains and defines changes; null: it is no map. */
export function mapDigest(fileType: DocumentType, { references, keys }: ParsedDocument): string | null {
  if (fileType !== 'DITAMAP') return null
  const reached = references.filter(({ kind }) => (reachKinds as readonly string[]).includes(kind))
  const text = JSON.stringify([reached.map(({ kind, raw, path }) => [kind, raw, path]), keys])
  return createHash('sha256').update(text).digest('base64')
}

/** JSON without what a text of the database can't hold. */
function jsonText(value: unknown): string {
  const text = JSON.stringify(value)
  return text.includes('\\u')
    ? text.replaceAll('\\u0000', '').replace(/\\ud[89a-f][0-9a-f]{2}/gi, '\\ufffd')
    : text
}
