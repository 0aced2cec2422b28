import type { DocumentOutcome } from '../documents/document.ts'
import type { DocumentLimits } from '../documents/document-limits.ts'
import { processDocuments } from '../documents/process-documents.ts'
import type { ItemContext, ItemResult } from '../jobs/job-kind.ts'
import type { LogLine } from '../jobs/job-log.ts'
import type { JobQueue } from '../ports.ts'
import type { Tx } from '../tables.ts'
import { type AssetFound, putBack, takeAssets } from './assets-in-hand.ts'
import { storeDone } from './claim-assets.ts'
import type { AssetsItem } from './items.ts'
import { type JcrPlace, mirrorOf } from './jcr-place.ts'
import { outsidePath } from './repository-path.ts'
import { appendRunLog, type RunLine } from './run-log.ts'

/** An item that stopped a worker is tried again in so many parts, so that in the end only the culprit fails. */
const partsAfterCrash = 10

export interface DocumentsStep {
  readonly queue: JobQueue
  readonly limits: DocumentLimits
  /** Undefined: there is none. */
  readonly jcr: JcrPlace | undefined
}

/** Processes the documents of an item: together, in one transaction. */
export async function documentsStep(
  context: ItemContext,
  { queue, limits, jcr }: DocumentsStep,
): Promise<(tx: Tx) => Promise<ItemResult>> {
  const { db, blobs, company, item, signal } = context
  const { assetIds, files } = item.payload as AssetsItem
  const { taken, busy, gone } = await takeAssets(context, assetIds)
  if (item.attempt > 1 && taken.length > 1) return await inParts(context, queue, [...taken, ...busy], gone)
  const store = await processDocuments(
    {
      db,
      files: blobs,
      companyId: company.id,
      signal,
      limits,
      mirror: await mirrorOf(db, company, jcr),
    },
    taken.map((asset) => ({
      assetId: asset.id,
      path: outsidePath(asset.folder, asset.file_name),
      fileName: asset.file_name,
      originalKey: asset.original_key,
      size: asset.size,
      version: asset.version,
      mimeType: asset.mime_type,
    })),
  )
  return async (tx) => {
    const outcomes = await store(tx)
    await putBack(tx, queue, context, 'documents', busy, { most: files, delayed: true })
    await storeOutcomes(tx, context, taken, outcomes)
    return resultOf(item.payload as AssetsItem, outcomes, { busy: busy.length, gone })
  }
}

/** Keeps what came of documents, and writes their lines into the log of the run. */
export async function storeOutcomes(
  tx: Tx,
  { item, job }: Pick<ItemContext, 'item' | 'job'>,
  taken: readonly Pick<AssetFound, 'id' | 'original_key'>[],
  outcomes: readonly DocumentOutcome[],
): Promise<void> {
  const keys = new Map(taken.map(({ id, original_key }) => [id, original_key]))
  await storeDone(
    tx,
    item.id,
    outcomes.map(({ assetId, status, guid }) => ({
      assetId,
      status: status === 'Failed' ? 'FAILURE' : 'SUCCESS',
      guid,
      originalKey: keys.get(assetId) ?? '',
    })),
  )
  const { processingId } = job.params as { readonly processingId: string }
  await appendRunLog(tx, processingId, outcomes.flatMap(linesOf))
}

export function linesOf({ path, status, guid, fileType, messages, dependants }: DocumentOutcome): RunLine[] {
  const severity = status === 'Failed' ? 'ERROR' : status === 'Warning' ? 'WARN' : 'INFO'
  const checked = dependants === 0 ? '' : `; ${dependants} documents that refer to it are to be checked again`
  return [
    { severity, text: `${path}: ${status} (${fileType}, ${guid})${checked}` },
    ...messages.map((message) => ({ severity: message.severity, text: `${path}: ${message.text}` })),
  ]
}

export function resultOf(
  { fileName, files }: Pick<AssetsItem, 'fileName' | 'files'>,
  outcomes: readonly DocumentOutcome[],
  { busy, gone }: { readonly busy: number; readonly gone: number },
): ItemResult {
  const failed = outcomes.filter(({ status }) => status === 'Failed')
  const warned = outcomes.filter(({ status }) => status === 'Warning').length
  const success = files - failed.length - busy - gone
  const lines: LogLine[] = failed.map(({ path, messages, assetId }) => ({
    type: 'ReoptimizeFailure',
    message: 'reprocessFailed',
    args: { file: path, reason: messages[0]?.text ?? 'it can not be read.' },
    asset: { id: assetId, name: path.slice(path.lastIndexOf('/') + 1), type: 'Asset' },
  }))
  if (success > 0) lines.push({ type: 'ReoptimizeSuccess', message: 'reprocessed', args: { file: fileName } })
  return {
    outcome: success > 0 ? 'update' : 'error',
    counts: {
      total: -busy,
      update: success,
      error: failed.length,
      // There is nothing left to do.
      duplicate: gone,
      warning: warned,
    },
    warnings: warned,
    lines,
  }
}

async function inParts(
  context: ItemContext,
  queue: JobQueue,
  assets: readonly AssetFound[],
  gone: number,
): Promise<(tx: Tx) => Promise<ItemResult>> {
  return async (tx) => {
    const most = Math.ceil(assets.length / partsAfterCrash)
    await putBack(tx, queue, context, 'documents', assets, { most, delayed: false })
    return {
      outcome: 'duplicate',
      counts: { total: -assets.length, duplicate: gone },
      warnings: 0,
      lines: [],
    }
  }
}
