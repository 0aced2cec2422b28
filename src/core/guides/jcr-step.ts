import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DocumentOutcome } from '../documents/document.ts'
import type { DocumentLimits } from '../documents/document-limits.ts'
import { type FileType, fileTypeOf } from '../documents/file-type.ts'
import { processDocuments } from '../documents/process-documents.ts'
import { DarkroomError } from '../errors.ts'
import type { ItemContext, ItemResult } from '../jobs/job-kind.ts'
import type { LogLine } from '../jobs/job-log.ts'
import type { ContentRepository, JobQueue } from '../ports.ts'
import type { ProcessingLimits } from '../processing/processor.ts'
import type { Db, Tx } from '../tables.ts'
import { addOrKeep, putBack, takeAssets } from './assets-in-hand.ts'
import { type AssetDone, storeDone } from './claim-assets.ts'
import { linesOf } from './documents-step.ts'
import type { JcrItem, WriteBackItem } from './items.ts'
import { type Mirrored, mirror } from './mirror.ts'
import { type Processing, processingOf } from './processing.queries.ts'
import { appendRunLog, type RunLine } from './run-log.ts'

/** A JCR repository, and where darkroom keeps what it fetches of it. */
export interface JcrPlace {
  readonly repository: ContentRepository
  /** Below the company's root, with a closing slash. */
  readonly folder: string
}

interface JcrStep {
  readonly place: JcrPlace
  readonly queue: JobQueue
  readonly processing: ProcessingLimits
  readonly documents: DocumentLimits
}

/** What came of one file, whichever way it was processed. */
interface FileOutcome {
  readonly path: string
  readonly fileType: FileType
  readonly done: AssetDone | undefined
  readonly isWarning: boolean
  readonly lines: readonly RunLine[]
}

/**
 * Fetches files of a JCR repository, processes them, and has what came of them written back where that is allowed. What was fetched and has
 * not changed is not stored again, so an item may be repeated.
 */
export async function jcrStep(context: ItemContext, step: JcrStep): Promise<(tx: Tx) => Promise<ItemResult>> {
  const { db, blobs, company, item, job, signal } = context
  const { nodes, fileName } = item.payload as JcrItem
  const mirrored = new Map<number, { readonly node: (typeof nodes)[number]; readonly asset: Mirrored }>()
  const failed: FileOutcome[] = []
  const left: RunLine[] = []
  for (const node of nodes) {
    signal.throwIfAborted()
    const workFolder = join(context.workFolder, randomUUID())
    await mkdir(workFolder)
    try {
      const options = { limits: step.processing, folder: step.place.folder }
      const asset = await mirror({ ...context, workFolder }, step.place.repository, options, node)
      mirrored.set(asset.id, { node, asset })
    } catch (error) {
      if (!(error instanceof DarkroomError) || error.code === 'internal' || error.code === 'storage-full')
        throw error
      const text = `${node.path}: Failed: ${error.message}`
      const fileType = fileTypeOf(node.path, '')
      failed.push({
        path: node.path,
        fileType,
        done: undefined,
        isWarning: false,
        lines: [{ severity: 'ERROR', text }],
      })
    } finally {
      await rm(workFolder, { recursive: true, force: true })
    }
  }
  const unchanged = await processedBefore(db, await processingOf(db, job), [...mirrored.keys()])
  for (const id of unchanged) {
    const path = mirrored.get(id)?.node.path ?? ''
    left.push({ severity: 'INFO', text: `${path}: Left out: it has not changed since it was processed` })
    mirrored.delete(id)
  }
  const { taken, busy } = await takeAssets(context, [...mirrored.keys()])
  const isDocument = (asset: Pick<Mirrored, 'file_name' | 'mime_type'>) =>
    fileTypeOf(asset.file_name, asset.mime_type) !== 'OTHERS'
  const pathOf = (id: number) => mirrored.get(id)?.node.path ?? ''
  const store = await processDocuments(
    {
      db,
      pathOf: async (key) => await blobs.localPath(key),
      companyId: company.id,
      signal,
      limits: step.documents,
    },
    taken.filter(isDocument).map((asset) => ({
      assetId: asset.id,
      path: pathOf(asset.id),
      fileName: asset.file_name,
      originalKey: asset.original_key,
      size: asset.size,
      version: asset.version,
      mimeType: asset.mime_type,
    })),
  )
  const others = taken
    .filter((asset) => !isDocument(asset))
    .map((asset): FileOutcome => {
      const text = `${pathOf(asset.id)}: Processed (${asset.type})`
      return {
        path: pathOf(asset.id),
        fileType: 'OTHERS',
        isWarning: false,
        lines: [{ severity: 'INFO', text }],
        done: {
          assetId: asset.id,
          status: 'SUCCESS',
          guid: `GUID-${randomUUID()}`,
          originalKey: asset.original_key,
        },
      }
    })
  const keys = new Map(taken.map(({ id, original_key }) => [id, original_key]))
  return async (tx) => {
    const documents = (await store(tx)).map((outcome) => documentOutcome(outcome, keys))
    const documentsBusy = busy.filter(isDocument)
    await putBack(tx, step.queue, context, 'documents', documentsBusy, { most: nodes.length, delayed: true })
    await putBack(
      tx,
      step.queue,
      context,
      'file',
      busy.filter((asset) => !isDocument(asset)),
      { most: 1, delayed: true },
    )
    const outcomes = [...documents, ...others, ...failed]
    const { processingId } = job.params as { readonly processingId: string }
    await storeDone(
      tx,
      item.id,
      outcomes.flatMap(({ done }) => done ?? []),
    )
    const writes = step.place.repository.write ? writesOf(nodes, outcomes) : []
    if (writes.length > 0)
      await addOrKeep(tx, step.queue, job, [{ step: 'writeBack', fileName, files: 0, writes }])
    await appendRunLog(tx, processingId, [...outcomes.flatMap(({ lines }) => lines), ...left])
    return resultOf(fileName, outcomes, { busy: busy.length, left: left.length })
  }
}

/** Those of the assets that the filter of a processing leaves out: they have the file that was processed before it began. */
async function processedBefore(
  db: Db,
  { filter, created_at }: Processing,
  ids: readonly number[],
): Promise<number[]> {
  if (!filter.filterProcessedAssets || ids.length === 0) return []
  const rows = await db
    .selectFrom('processed_asset')
    .innerJoin('asset', 'asset.id', 'processed_asset.asset_id')
    .select('asset.id')
    .where('asset.id', 'in', ids)
    .where('processed_asset.status', '=', 'SUCCESS')
    .where('processed_asset.processed_at', '<', created_at)
    .whereRef('processed_asset.original_key', '=', 'asset.original_key')
    .execute()
  return rows.map(({ id }) => id)
}

function documentOutcome(outcome: DocumentOutcome, keys: ReadonlyMap<number, string>): FileOutcome {
  const { assetId, path, status, guid, fileType } = outcome
  return {
    path,
    fileType,
    isWarning: status === 'Warning',
    lines: linesOf(outcome),
    done: {
      assetId,
      guid,
      status: status === 'Failed' ? 'FAILURE' : 'SUCCESS',
      originalKey: keys.get(assetId) ?? '',
    },
  }
}

function writesOf(nodes: JcrItem['nodes'], outcomes: readonly FileOutcome[]): WriteBackItem['writes'] {
  const byPath = new Map(nodes.map((node) => [node.path, node]))
  return outcomes.flatMap(({ path, fileType, done }) => {
    const node = byPath.get(path)
    if (!node || !done) return []
    const properties = { fmUuid: done.guid, fmFileType: fileType, fmProcessingStatus: done.status }
    return [{ node, properties }]
  })
}

function resultOf(
  fileName: string,
  outcomes: readonly FileOutcome[],
  { busy, left }: { readonly busy: number; readonly left: number },
): ItemResult {
  const failed = outcomes.filter(({ done }) => done?.status !== 'SUCCESS')
  const success = outcomes.length - failed.length
  const warning = outcomes.filter(({ isWarning }) => isWarning).length
  const lines: LogLine[] = failed.map(({ path, lines: [line] }) => ({
    type: 'ReoptimizeFailure',
    message: 'reprocessFailed',
    args: { file: path, reason: line?.text ?? '' },
  }))
  if (success > 0) lines.push({ type: 'ReoptimizeSuccess', message: 'reprocessed', args: { file: fileName } })
  return {
    outcome: success > 0 ? 'update' : failed.length > 0 ? 'error' : 'duplicate',
    counts: { total: -busy, update: success, duplicate: left, error: failed.length, warning },
    warnings: warning,
    lines,
  }
}
