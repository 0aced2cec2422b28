import { createHash } from 'node:crypto'
import { sql } from 'kysely'
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

/** Holds the rows of documents against other processing of them. */
export async function lockFormerDocuments(
  tx: Tx,
  assets: readonly number[],
): Promise<Map<number, FormerDocument>> {
  const rows = await tx
    .selectFrom('document')
    .select(['asset_id', 'guid', 'ids', 'metadata', 'map_digest'])
    .where((eb) => eb('asset_id', '=', eb.fn.any(eb.val([...assets]))))
    .orderBy('asset_id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.asset_id, row]))
}

/** Puts documents in the place of those there were. One whose asset is gone is left out. */
export async function putDocuments(
  tx: Tx,
  companyId: number,
  documents: readonly NewDocument[],
): Promise<void> {
  const rows = documents.map(({ assetId, guid, fileType, parsed, ...one }) => ({
    a: assetId,
    g: guid,
    f: fileType,
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
    insert into document (asset_id, company_id, guid, file_type, root, title, language, metadata, ids, map_digest, messages,
      read_status, status, processed_version)
    select a, ${companyId}, g, f, r, t, l, m, i, d, w, o, s, v
    from json_to_recordset(${jsonText(rows)}::json) as one (a bigint, g uuid, f text, r text, t text, l text, m jsonb,
      i text[], d text, w jsonb, o text, s text, v integer)
    where exists (select from asset where asset.id = one.a)
    on conflict (asset_id) do update set file_type = excluded.file_type, root = excluded.root, title = excluded.title,
      language = excluded.language, metadata = excluded.metadata, ids = excluded.ids, map_digest = excluded.map_digest,
      messages = excluded.messages, read_status = excluded.read_status, status = excluded.status,
      processed_version = excluded.processed_version, processed_at = now()`.execute(tx)
}

/** Gives the assets what their documents say of themselves, where nobody said otherwise. */
export async function giveMetadata(
  tx: Tx,
  documents: readonly NewDocument[],
  former: ReadonlyMap<number, FormerDocument>,
): Promise<void> {
  const rows = documents.map(({ assetId, guid, fileType, parsed: { metadata, root } }) => {
    const before = former.get(assetId)
    const own = assetMetadata(guid, fileType, root, metadata)
    return {
      a: assetId,
      o: before ? assetMetadata(before.guid, fileType, root, before.metadata) : {},
      n: own,
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
