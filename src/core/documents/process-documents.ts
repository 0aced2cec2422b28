import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../tables.ts'
import { queueDependants } from './dependants.ts'
import type { DocumentAsset, DocumentContext, DocumentMessage, DocumentOutcome } from './document.ts'
import { statusOf, worse } from './document-status.ts'
import { placeOfPath } from './link-target.ts'
import { keptPath, type MirrorFolder } from './mirror-folder.ts'
import { type ReadDocument, readDocuments } from './read-documents.ts'
import { findCircles } from './references/find-circles.ts'
import { type Reference, unresolved } from './references/reference.ts'
import { brokenMessage } from './references/reference-message.ts'
import { type InHand, resolveByKey, resolveLinks } from './references/resolve-references.ts'
import { insertReferences, updateReferences } from './references/store-references.ts'
import { putKeys } from './store-keys.ts'
import {
  type FormerDocument,
  giveFirstMetadata,
  giveMetadata,
  insertDocuments,
  lockAssets,
  lockFormerDocuments,
  mapDigest,
  type NewDocument,
  updateDocuments,
} from './stored-document.ts'

/**
 * Processes a batch of documents (some 200): reads and validates them outside of any transaction; what it returns stores the results, the
 * references and the metadata of all of them in the transaction it is given, in a few statements. Assets of other file types are left out. Targets that were not processed yet are looked at
 * by `checkDependants`, and so are those that are missing in a mirror, where they may come until then.
 */
export async function processDocuments(
  context: DocumentContext,
  batch: readonly DocumentAsset[],
): Promise<(tx: Tx) => Promise<readonly DocumentOutcome[]>> {
  const documents = await readDocuments(context, batch)
  return async (tx) => {
    const there = await lockAssets(
      tx,
      documents.map(({ asset }) => asset.assetId),
    )
    const outcomes = await storeDocuments(
      tx,
      context,
      documents.filter(({ asset }) => there.has(asset.assetId)),
    )
    const gone = documents.filter(({ asset }) => !there.has(asset.assetId))
    return [...outcomes, ...gone.map(goneOutcome)]
  }
}

async function storeDocuments(
  tx: Tx,
  { companyId, mirror }: Pick<DocumentContext, 'companyId' | 'mirror'>,
  documents: readonly ReadDocument[],
): Promise<readonly DocumentOutcome[]> {
  if (documents.length === 0) return []
  const ids = documents.map(({ asset }) => asset.assetId)
  const former = await lockFormerDocuments(tx, ids)
  const inHand: InHand = {
    companyId,
    awaitedIn: mirror?.folder,
    paths: new Map(documents.map(({ asset }) => [inRepository(asset.path), asset.assetId])),
    documents: new Map(documents.map(({ asset, parsed }) => [asset.assetId, parsed])),
  }
  if (former.size > 0)
    await sql`delete from document_reference where from_asset = any (${[...former.keys()]}::bigint[])`.execute(
      tx,
    )
  const own = documents.map(({ asset, parsed }) =>
    parsed.references.map(({ path, ...one }, position) =>
      unresolved({ ...one, path: path ? keptPath(mirror, path) : path }, asset.assetId, position),
    ),
  )
  const all = own.flat()
  await resolveLinks(tx, inHand, all)
  const stored = documents.map((document) => newDocument(document, former.get(document.asset.assetId)))
  const fresh = stored.filter(({ assetId }) => !former.has(assetId))
  const again = stored.filter(({ assetId }) => former.has(assetId))
  await insertDocuments(tx, companyId, fresh)
  await updateDocuments(tx, again)
  // Maps first: what they reach and define decides about keys.
  await putKeys(
    tx,
    documents.map(({ asset, parsed }) => ({ assetId: asset.assetId, keys: parsed.keys })),
    former,
  )
  const isMap = (index: number) => documents[index]?.fileType === 'DITAMAP'
  const ofMaps = own.filter((_, index) => isMap(index)).flat()
  await insertReferences(tx, companyId, ofMaps)
  await resolveByKey(tx, inHand, all)
  await updateReferences(
    tx,
    ofMaps.filter(({ key }) => key !== undefined),
  )
  await insertReferences(tx, companyId, own.filter((_, index) => !isMap(index)).flat())
  const others = await breakCircles(tx, all)
  await giveFirstMetadata(tx, fresh)
  await giveMetadata(tx, again, former)
  const changed = await setStatus(tx, stored, own)
  const dependants = await queueDependants(tx, companyId, changed, former, others)
  return changed.map((document, index) =>
    outcomeOf(documents[index] as ReadDocument, document, own[index] ?? [], { dependants, mirror }),
  )
}

async function breakCircles(tx: Tx, references: readonly Reference[]): Promise<number[]> {
  const before = new Set(references.filter(({ state }) => state === 'Broken'))
  const others = await findCircles(tx, references)
  await updateReferences(
    tx,
    references.filter((one) => one.reason === 'loop' || (one.state === 'Broken' && !before.has(one))),
  )
  return others
}

function newDocument(
  { asset, fileType, parsed }: ReadDocument,
  former: FormerDocument | undefined,
): NewDocument {
  const readStatus = statusOf(parsed)
  return {
    assetId: asset.assetId,
    guid: former?.guid ?? randomUUID(),
    fileType,
    parsed,
    mapDigest: mapDigest(fileType, parsed),
    readStatus,
    status: readStatus,
    version: asset.version,
  }
}

/** With what is wrong with the references. */
async function setStatus(
  tx: Tx,
  documents: readonly NewDocument[],
  own: readonly (readonly Reference[])[],
): Promise<NewDocument[]> {
  const changed = documents.map((document, index) => {
    const broken = own[index]?.some(({ state }) => state === 'Broken') ?? false
    return broken ? { ...document, status: worse(document.readStatus, 'Warning') } : document
  })
  const warned = changed
    .filter(({ status, readStatus }) => status !== readStatus)
    .map(({ assetId }) => assetId)
  if (warned.length > 0)
    await sql`update document set status = 'Warning' where asset_id = any (${warned}::bigint[])`.execute(tx)
  return changed
}

function outcomeOf(
  { asset, parsed, fileType }: ReadDocument,
  { guid, status }: NewDocument,
  references: readonly Reference[],
  {
    dependants,
    mirror,
  }: { readonly dependants: ReadonlyMap<number, number>; readonly mirror: MirrorFolder | undefined },
): DocumentOutcome {
  const messages: DocumentMessage[] = [...parsed.messages]
  const broken = references.filter(({ state }) => state === 'Broken')
  for (const reference of broken.slice(0, parsed.maxMessages)) messages.push(brokenMessage(reference, mirror))
  if (broken.length > parsed.maxMessages)
    messages.push({
      severity: 'WARN',
      text: `${broken.length - parsed.maxMessages} more references are broken.`,
    })
  return {
    assetId: asset.assetId,
    path: asset.path,
    status,
    guid: `GUID-${guid}`,
    fileType,
    messages,
    dependants: dependants.get(asset.assetId) ?? 0,
  }
}

function goneOutcome({ asset, fileType }: ReadDocument): DocumentOutcome {
  return {
    assetId: asset.assetId,
    path: asset.path,
    status: 'Failed',
    guid: `GUID-${randomUUID()}`,
    fileType,
    messages: [{ severity: 'ERROR', text: 'The asset was deleted meanwhile.' }],
    dependants: 0,
  }
}

function inRepository(path: string): string {
  const { folder, fileName } = placeOfPath(path)
  return folder + fileName
}
