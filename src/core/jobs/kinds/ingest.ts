import { ensureFolder } from '../../assets/folder.ts'
import { lockSameAsset } from '../../assets/same-asset.ts'
import { storeAsset } from '../../assets/store-asset.ts'
import { derivedKey } from '../../processing/derived-key.ts'
import { processFile } from '../../processing/process-file.ts'
import type { ProcessingLimits } from '../../processing/processor.ts'
import type { Tx } from '../../tables.ts'
import type { ItemContext, ItemResult } from '../job-kind.ts'
import type { LogLine } from '../job-log.ts'
import { cropOf } from './upload-crop.ts'
import { processingOptions, type UploadOptions } from './upload-options.ts'

/** A file of an upload job, complete in the storage. */
export interface UploadItem {
  /** With the company's root in front and a closing slash. */
  readonly folder: string
  readonly fileName: string
  readonly key: string
  /** In bytes. */
  readonly size: number
}

/**
 * Makes an asset of a stored file, or switches the one that it replaces: what all kinds of upload jobs do with a file
 * once they have it. A file whose asset exists is skipped when `overwrite` is off.
 */
export async function ingest(
  context: ItemContext,
  limits: ProcessingLimits,
  options: UploadOptions,
  file: UploadItem,
): Promise<(tx: Tx) => Promise<ItemResult>> {
  const { db, blobs, job, company } = context
  const folderId = await ensureFolder(db, company.id, file.folder)
  const target = { companyId: company.id, folderId, fileName: file.fileName }
  if (!options.overwrite) {
    const same = await db
      .transaction()
      .execute(async (tx) => await lockSameAsset(tx, company.overwrite_mode, target))
    if (same) return async () => duplicate(file, { id: same.id, name: same.name, type: same.type })
  }
  const processing = processingOptions(options)
  const result = await processFile({
    path: await blobs.localPath(file.key),
    fileName: file.fileName,
    size: file.size,
    workFolder: context.workFolder,
    options: processing,
    limits,
    signal: context.signal,
  })
  const derived: Record<string, string> = {}
  for (const { role, path } of result.derived)
    derived[role] = (await blobs.adopt(path, derivedKey(file.key, role, processing))).key
  return async (tx) => {
    const warnings = [...result.warnings]
    const stored = await storeAsset(tx, {
      ...target,
      userId: job.user_id,
      overwrite: options.overwrite,
      overwriteMode: company.overwrite_mode,
      readyForPublish: options.readyForPublish,
      preservePublishState: options.preservePublishState ?? company.retain_publish_state,
      content: {
        type: result.assetType,
        servedAs: derived.pyramid === undefined ? 'content' : 'image',
        originalKey: file.key,
        size: file.size,
        mimeType: result.mimeType,
        image: result.image ?? null,
        derived,
        metadata: result.metadata,
      },
      cropFor: (replaced) => cropOf(options, result, replaced, warnings),
    })
    const asset = { id: stored.asset.id, name: stored.asset.name, type: stored.asset.type }
    if (stored.outcome === 'duplicate') return duplicate(file, asset)
    const line: LogLine =
      stored.outcome === 'update'
        ? { type: 'FileUpdated', message: 'updated', args: { file: file.fileName }, asset }
        : { type: 'UploadSuccess', message: 'uploaded', args: { file: file.fileName }, asset }
    const warningLines = warnings.map(
      (warning): LogLine => ({
        type: 'UploadWarning',
        message: 'fileWarning',
        args: { file: file.fileName, warning },
        asset,
      }),
    )
    return { outcome: stored.outcome, warnings: warnings.length, lines: [line, ...warningLines] }
  }
}

function duplicate(file: UploadItem, asset: { id: number; name: string; type: string }): ItemResult {
  return {
    outcome: 'duplicate',
    warnings: 0,
    lines: [{ type: 'DuplicateSkipped', message: 'duplicateSkipped', args: { file: file.fileName }, asset }],
  }
}
