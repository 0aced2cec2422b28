import type { DocumentLimits } from '../documents/document-limits.ts'
import { fileTypeOf } from '../documents/file-type.ts'
import type { ItemContext, ItemResult } from '../jobs/job-kind.ts'
import type { JobQueue } from '../ports.ts'
import type { ProcessingLimits } from '../processing/processor.ts'
import type { Db, Tx } from '../tables.ts'
import { addOrKeep, takeAssets, waitForOthersSeconds } from './assets-in-hand.ts'
import { storeDone } from './claim-assets.ts'
import { type FetchedFile, fetchFiles } from './fetch-files.ts'
import { type JcrItem, jcrItem } from './items.ts'
import { jcrResult, writesOf } from './jcr-outcome.ts'
import type { JcrPlace } from './jcr-place.ts'
import { isDocument, processFetchedDocuments, processFetchedFiles } from './process-fetched.ts'
import { type Processing, processingOf } from './processing.queries.ts'
import { appendRunLog, type RunLine } from './run-log.ts'

interface JcrStep {
  readonly place: JcrPlace
  readonly queue: JobQueue
  readonly processing: ProcessingLimits
  readonly documents: DocumentLimits
}

/**
 * Fetches files of a JCR repository, processes them, and has what came of them written back where that is allowed. Those that can not be
 * fetched now, or that another item has in hand, are put back. What was fetched and has not changed is not stored again, so an item
 * may be repeated.
 */
export async function jcrStep(
  context: ItemContext,
  { place, queue, processing, documents }: JcrStep,
): Promise<(tx: Tx) => Promise<ItemResult>> {
  const { db, item, job } = context
  const payload = item.payload as JcrItem
  const { nodes, fileName } = payload
  // It failed as a whole or stopped a worker: each for itself, only the culprit does so again.
  if (item.attempt > 1 && nodes.length > 1)
    return async (tx) => {
      await addOrKeep(
        tx,
        queue,
        job,
        nodes.map((node) => jcrItem([node])),
      )
      return jcrResult(payload, [], nodes.length)
    }
  const { files, failed, later } = await fetchFiles(context, nodes, place, processing)
  const { wanted, left } = await sift(db, await processingOf(db, job), files)
  const byId = new Map(wanted.map((file) => [file.asset.id, file]))
  const { taken, busy } = await takeAssets(context, [...byId.keys()])
  const inHand = taken.flatMap((found) => {
    const file = byId.get(found.id)
    return file ? { ...file, found } : []
  })
  const store = await processFetchedDocuments(context, inHand.filter(isDocument), place, documents)
  const others = await processFetchedFiles(
    context,
    inHand.filter((file) => !isDocument(file)),
    processing,
  )
  const gone = wanted
    .filter(
      ({ asset: { id } }) =>
        !inHand.some(({ found }) => found.id === id) && !busy.some((one) => one.id === id),
    )
    .map(
      ({ node }): RunLine => ({ severity: 'WARN', text: `${node.path}: was deleted before its turn came` }),
    )
  const back = [...later, busy.flatMap(({ id }) => byId.get(id)?.node ?? [])].filter(
    ({ length }) => length > 0,
  )
  return async (tx) => {
    const outcomes = [...(await store(tx)), ...others, ...failed]
    await addOrKeep(tx, queue, job, back.map(jcrItem), waitForOthersSeconds)
    const guids = await storeDone(
      tx,
      item.id,
      outcomes.flatMap(({ done }) => done ?? []),
    )
    const writes = place.repository.write ? writesOf(nodes, outcomes, guids) : []
    if (writes.length > 0)
      await addOrKeep(tx, queue, job, [{ step: 'writeBack', fileName, files: 0, writes }])
    const { processingId } = job.params as { readonly processingId: string }
    await appendRunLog(tx, processingId, [...outcomes.flatMap(({ lines }) => lines), ...left, ...gone])
    return jcrResult(payload, outcomes, back.flat().length)
  }
}

/** Takes out what the filter of a processing leaves out, which only the content tells. */
async function sift(
  db: Db,
  processing: Processing,
  files: readonly FetchedFile[],
): Promise<{ readonly wanted: readonly FetchedFile[]; readonly left: readonly RunLine[] }> {
  const { fileTypes } = processing.filter
  const before = await processedBefore(
    db,
    processing,
    files.map(({ asset }) => asset.id),
  )
  const wanted: FetchedFile[] = []
  const left: RunLine[] = []
  for (const file of files) {
    const { asset, node } = file
    const type = fileTypeOf(asset.file_name, asset.mime_type)
    const isOther = fileTypes.length > 0 && !fileTypes.includes(type)
    const reason = isOther
      ? `by its content it is of the type ${type}`
      : before.has(asset.id) && 'it has not changed since it was processed'
    if (reason === false) wanted.push(file)
    else left.push({ severity: 'INFO', text: `${node.path}: Left out: ${reason}` })
  }
  return { wanted, left }
}

/** Those of the assets that have the file that was processed before the processing began; none where its filter takes them too. */
async function processedBefore(
  db: Db,
  { filter, created_at }: Processing,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (!filter.filterProcessedAssets || ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('processed_asset')
    .innerJoin('asset', 'asset.id', 'processed_asset.asset_id')
    .select('asset.id')
    .where('asset.id', 'in', ids)
    .where('processed_asset.status', '=', 'SUCCESS')
    .where('processed_asset.processed_at', '<', created_at)
    .whereRef('processed_asset.original_key', '=', 'asset.original_key')
    .execute()
  return new Set(rows.map(({ id }) => id))
}
