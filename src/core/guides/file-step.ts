import { randomUUID } from 'node:crypto'
import type { ItemContext, ItemResult } from '../jobs/job-kind.ts'
import { originalOf, processOriginal } from '../jobs/kinds/process-original.ts'
import { switchReprocessed } from '../jobs/kinds/switch-reprocessed.ts'
import { cropOf } from '../jobs/kinds/upload-crop.ts'
import { smartCropsOf } from '../jobs/kinds/upload-smart-crops.ts'
import { inEnglish } from '../messages/messages.ts'
import type { JobQueue } from '../ports.ts'
import type { ProcessingLimits, ProcessingOptions } from '../processing/processor.ts'
import type { Tx } from '../tables.ts'
import { putBack, takeAssets } from './assets-in-hand.ts'
import { storeDone } from './claim-assets.ts'
import type { AssetsItem } from './items.ts'
import { outsidePath } from './repository-path.ts'
import { appendRunLog } from './run-log.ts'

/** Of assets from before the options were kept. */
const plain: ProcessingOptions = { createMask: false, xmpKeywords: [] }

/**
 * Processes a file that is no document as uploads do, with the options that it was uploaded with, and gives its asset a new
 * version. Crops and the publish state stay as they are.
 */
export async function fileStep(
  context: ItemContext,
  queue: JobQueue,
  limits: ProcessingLimits,
): Promise<(tx: Tx) => Promise<ItemResult>> {
  const { item, job } = context
  const { assetIds } = item.payload as AssetsItem
  const { processingId } = job.params as { readonly processingId: string }
  const { taken, busy } = await takeAssets(context, assetIds)
  const [asset] = taken
  if (!asset)
    return async (tx) => {
      await putBack(tx, queue, context, 'file', busy, { most: 1, delayed: true })
      if (busy.length > 0) return { outcome: 'duplicate', counts: { total: -1 }, warnings: 0, lines: [] }
      const { fileName } = item.payload as AssetsItem
      await appendRunLog(tx, processingId, [
        { severity: 'WARN', text: `${fileName}: was deleted before its turn came` },
      ])
      return { outcome: 'duplicate', warnings: 0, lines: [] }
    }
  const { content, generated, result } = await processOriginal(
    context,
    limits,
    asset.processing ?? plain,
    originalOf(asset),
  )
  const { crop: _, ...uncropped } = result
  return async (tx) => {
    const stored = await switchReprocessed(tx, {
      job,
      asset,
      content,
      generated,
      warnings: result.warnings,
      cropFor: (current, warnings) => cropOf({}, uncropped, current, warnings),
      smartCropsFor: (current) => smartCropsOf(true, result, current),
      logType: 'ReoptimizeSuccess',
    })
    const path = outsidePath(asset.folder, asset.file_name)
    const { original_key: originalKey } = asset
    await storeDone(tx, item.id, [
      { assetId: asset.id, status: 'SUCCESS', guid: `GUID-${randomUUID()}`, originalKey },
    ])
    await appendRunLog(tx, processingId, [
      { severity: stored.warnings > 0 ? 'WARN' : 'INFO', text: `${path}: Processed (${result.assetType})` },
      ...result.warnings.map((text) => ({ severity: 'WARN' as const, text: `${path}: ${inEnglish(text)}` })),
    ])
    return stored
  }
}
