import { randomUUID } from 'node:crypto'
import type { DocumentLimits } from '../documents/document-limits.ts'
import { fileTypeOf } from '../documents/file-type.ts'
import { processDocuments } from '../documents/process-documents.ts'
import type { ItemContext } from '../jobs/job-kind.ts'
import { inEnglish } from '../messages/messages.ts'
import type { ProcessingLimits } from '../processing/processor.ts'
import type { Tx } from '../tables.ts'
import type { AssetFound } from './assets-in-hand.ts'
import { type FetchedFile, inWorkFolder, isOwnFault } from './fetch-files.ts'
import { documentOutcome, failedFile, type JcrOutcome } from './jcr-outcome.ts'
import { type JcrPlace, mirrorIn } from './jcr-place.ts'
import { processAgain } from './process-again.ts'
import { outsidePath } from './repository-path.ts'
import type { RunLine } from './run-log.ts'

/** A fetched file whose asset is in hand. */
export interface FileInHand extends FetchedFile {
  readonly found: AssetFound
}

export function isDocument({ found }: FileInHand): boolean {
  return fileTypeOf(found.file_name, found.mime_type) !== 'OTHERS'
}

/** Processes documents; what it returns stores what came of them. */
export async function processFetchedDocuments(
  { db, blobs, company, signal }: ItemContext,
  files: readonly FileInHand[],
  place: JcrPlace,
  limits: DocumentLimits,
): Promise<(tx: Tx) => Promise<JcrOutcome[]>> {
  const mirror = mirrorIn(company, place)
  const store = await processDocuments(
    { db, files: blobs, companyId: company.id, signal, limits, mirror },
    files.map(({ found }) => ({
      assetId: found.id,
      path: outsidePath(found.folder, found.file_name),
      fileName: found.file_name,
      originalKey: found.original_key,
      size: found.size,
      version: found.version,
      mimeType: found.mime_type,
    })),
  )
  const byId = new Map(files.map((file) => [file.found.id, file]))
  return async (tx) =>
    (await store(tx)).map((outcome) => {
      const file = byId.get(outcome.assetId)
      return documentOutcome(outcome, file?.node.path ?? outcome.path, file?.found.original_key ?? '')
    })
}

/**
 * Processes files that are no documents, each in a transaction of its own, so that one that fails is alone in it. Those that were processed
 * as they were fetched are not processed twice.
 */
export async function processFetchedFiles(
  context: ItemContext,
  files: readonly FileInHand[],
  limits: ProcessingLimits,
): Promise<JcrOutcome[]> {
  const outcomes: JcrOutcome[] = []
  for (const file of files) {
    context.signal.throwIfAborted()
    outcomes.push(await processFetched(context, file, limits))
  }
  return outcomes
}

async function processFetched(
  context: ItemContext,
  { node: { path }, found, warnings }: FileInHand,
  limits: ProcessingLimits,
): Promise<JcrOutcome> {
  const done = { assetId: found.id, guid: `GUID-${randomUUID()}`, originalKey: found.original_key }
  try {
    const { assetType, warnings: said } =
      warnings === undefined
        ? await inWorkFolder(context, async (own) => await processedAgain(own, limits, found))
        : { assetType: found.type, warnings }
    const isWarning = said.length > 0
    const lines: RunLine[] = [
      { severity: isWarning ? 'WARN' : 'INFO', text: `${path}: Processed (${assetType})` },
      ...said.map((text) => ({ severity: 'WARN' as const, text: `${path}: ${inEnglish(text)}` })),
    ]
    return { path, fileType: 'OTHERS', isWarning, lines, done: { ...done, status: 'SUCCESS' } }
  } catch (error) {
    if (!isOwnFault(error)) throw error
    return { ...failedFile(path, error.message, { ...done, status: 'FAILURE' }), fileType: 'OTHERS' }
  }
}

async function processedAgain(context: ItemContext, limits: ProcessingLimits, asset: AssetFound) {
  const again = await processAgain(context, limits, asset)
  await context.db.transaction().execute(async (tx) => await again.store(tx))
  return again
}
