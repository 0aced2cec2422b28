import { sql } from 'kysely'
import type { Tx } from '../tables.ts'
import type { DocumentMessage, DocumentOutcome, DocumentStatus, ReferenceContext } from './document.ts'
import { worse } from './document-status.ts'
import { repositoryRoot } from './link-target.ts'
import type { MirrorFolder } from './mirror-folder.ts'
import { findCircles } from './references/find-circles.ts'
import { type Reference, reachKinds } from './references/reference.ts'
import { brokenMessage, mendedMessage } from './references/reference-message.ts'
import { resolveByKey, resolveLinks } from './references/resolve-references.ts'
import { storedReferences, updateReferences } from './references/store-references.ts'

/** Messages about one document. */
const maxMessages = 100

/** A document of which a reference changed, as it is now. */
export interface RecheckedDocument extends DocumentOutcome {
  readonly formerStatus: DocumentStatus
  readonly processedAt: Date
}

/**
 * Resolves the references of documents anew, without reading the files. Returns those of which a reference changed between whole and broken. A document that
 * is being processed at the moment is noted for the next round, since that may have seen its targets as they were before. What maps reach now and did not before is noted for the next round.
 */
export async function recheckDocuments(
  tx: Tx,
  { companyId, mirror }: Pick<ReferenceContext, 'companyId' | 'mirror'>,
  assets: readonly number[],
): Promise<RecheckedDocument[]> {
  const documents = await tx
    .selectFrom('document')
    .innerJoin('asset', 'asset.id', 'document.asset_id')
    .innerJoin('folder', 'folder.id', 'asset.folder_id')
    .selectAll('document')
    .select(['folder.path as folder', 'asset.file_name'])
    .where((eb) => eb('document.asset_id', '=', eb.fn.any(eb.val([...assets]))))
    .where('document.company_id', '=', companyId)
    .orderBy('document.asset_id')
    .forUpdate('document')
    .skipLocked()
    .execute()
  await checkLater(tx, companyId, without(assets, documents))
  const references = await storedReferences(
    tx,
    documents.map(({ asset_id }) => asset_id),
  )
  const before = references.map(summary)
  const targets = references.map(({ target }) => target)
  for (const reference of references) {
    reference.state = 'Whole'
    reference.reason = null
    reference.target = null
    reference.wantedId = undefined
  }
  const inHand = { companyId, paths: new Map<string, number>(), documents: new Map() }
  await resolveLinks(tx, inHand, references)
  await resolveByKey(tx, inHand, references)
  // Circles are found in the database.
  await updateReferences(
    tx,
    references.filter((reference, index) => summary(reference) !== before[index]),
  )
  const stored = references.map(summary)
  const others = await findCircles(tx, references)
  await updateReferences(
    tx,
    references.filter((reference, index) => summary(reference) !== stored[index]),
  )
  if (others.length > 0)
    await sql`
      insert into document_check (company_id, asset_id)
      select ${companyId}, one.id from unnest(${others}::bigint[]) as one (id)
      where not exists (select from document_reference where from_asset = one.id and reason = 'loop')`.execute(
      tx,
    )
  const reachKind: ReadonlySet<string> = new Set(reachKinds)
  const maps = references
    .filter(({ kind, target }, index) => reachKind.has(kind) && target !== targets[index])
    .map(({ from }) => from)
  if (maps.length > 0)
    await sql`
      insert into document_check (company_id, asset_id, reached)
      select ${companyId}, one.id, true from unnest(${[...new Set(maps)]}::bigint[]) as one (id)`.execute(tx)
  const changes = new Map<number, DocumentMessage[]>()
  const broken = new Set<number>()
  for (const [index, reference] of references.entries()) {
    if (reference.state === 'Broken') broken.add(reference.from)
    const message = changeOf(reference, before[index] ?? '', mirror)
    if (message === undefined) continue
    const messages = changes.get(reference.from)
    if (messages === undefined) changes.set(reference.from, [message])
    else if (messages.length < maxMessages) messages.push(message)
  }
  const statusNow = (document: (typeof documents)[number]) =>
    broken.has(document.asset_id) ? worse(document.read_status, 'Warning') : document.read_status
  const moved = documents.filter((document) => statusNow(document) !== document.status)
  if (moved.length > 0)
    await sql`
      update document set status = one.status
      from unnest(${moved.map(({ asset_id }) => asset_id)}::bigint[], ${moved.map(statusNow)}::text[]) as one (id, status)
      where asset_id = one.id`.execute(tx)
  return documents
    .filter(({ asset_id }) => changes.has(asset_id))
    .map((document) => ({
      assetId: document.asset_id,
      path: `${repositoryRoot}${document.folder}${document.file_name}`,
      status: statusNow(document),
      guid: `GUID-${document.guid}`,
      fileType: document.file_type,
      messages: changes.get(document.asset_id) ?? [],
      dependants: 0,
      formerStatus: document.status,
      processedAt: document.processed_at,
    }))
}

function without(assets: readonly number[], documents: readonly { readonly asset_id: number }[]): number[] {
  const taken = new Set(documents.map(({ asset_id }) => asset_id))
  return assets.filter((asset) => !taken.has(asset))
}

/** Those that are no documents, or not of the company, are left out. */
async function checkLater(tx: Tx, companyId: number, assets: readonly number[]): Promise<void> {
  if (assets.length === 0) return
  await sql`
    insert into document_check (company_id, asset_id)
    select company_id, asset_id from document
    where company_id = ${companyId} and asset_id = any (${[...assets]}::bigint[])`.execute(tx)
}

function summary({ state, reason, target, wantedId }: Reference): string {
  return `${state} ${reason ?? ''} ${target ?? ''} ${wantedId ?? ''}`
}

function changeOf(
  reference: Reference,
  before: string,
  mirror: MirrorFolder | undefined,
): DocumentMessage | undefined {
  const wasBroken = before.startsWith('Broken')
  const isBroken = reference.state === 'Broken'
  if (isBroken && summary(reference) !== before) return brokenMessage(reference, mirror)
  return wasBroken && !isBroken ? mendedMessage(reference) : undefined
}
