import { randomUUID } from 'node:crypto'
import type { ItemContext, ItemResult } from '../jobs/job-kind.ts'
import { inEnglish } from '../messages/messages.ts'
import type { JobQueue } from '../ports.ts'
import type { ProcessingLimits } from '../processing/processor.ts'
import type { Tx } from '../tables.ts'
import { putBack, takeAssets } from './assets-in-hand.ts'
import { storeDone } from './claim-assets.ts'
import type { AssetsItem } from './items.ts'
import { processAgain } from './process-again.ts'
import { outsidePath } from './repository-path.ts'
import { appendRunLog } from './run-log.ts'

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
  const again = await processAgain(context, limits, asset)
  return async (tx) => {
    const stored = await again.store(tx)
    const path = outsidePath(asset.folder, asset.file_name)
    const { original_key: originalKey } = asset
    await storeDone(tx, item.id, [
      { assetId: asset.id, status: 'SUCCESS', guid: `GUID-${randomUUID()}`, originalKey },
    ])
    await appendRunLog(tx, processingId, [
      { severity: stored.warnings > 0 ? 'WARN' : 'INFO', text: `${path}: Processed (${again.assetType})` },
      ...again.warnings.map((text) => ({ severity: 'WARN' as const, text: `${path}: ${inEnglish(text)}` })),
    ])
    return stored
  }
}
