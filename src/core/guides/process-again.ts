import type { ItemContext, ItemResult } from '../jobs/job-kind.ts'
import { optionsOfAsset } from '../jobs/kinds/options-of-asset.ts'
import { originalOf, processOriginal } from '../jobs/kinds/process-original.ts'
import { switchReprocessed } from '../jobs/kinds/switch-reprocessed.ts'
import { cropAsItIs } from '../jobs/kinds/upload-crop.ts'
import { smartCropsOf } from '../jobs/kinds/upload-smart-crops.ts'
import type { Said } from '../messages/messages.ts'
import type { ProcessingLimits } from '../processing/processor.ts'
import type { Tx } from '../tables.ts'
import type { AssetFound } from './assets-in-hand.ts'

export interface ProcessedAgain {
  readonly assetType: string
  /** About the file. */
  readonly warnings: readonly Said[]
  /** Gives the asset its new version. Throws `conflict` when it was replaced or taken away meanwhile. */
  readonly store: (tx: Tx) => Promise<ItemResult>
}

/**
 * Processes the file of an asset as uploads do, with the options that it was uploaded with. Crops and the publish state stay as
 * they are.
 */
export async function processAgain(
  context: ItemContext,
  limits: ProcessingLimits,
  asset: AssetFound,
): Promise<ProcessedAgain> {
  const { content, generated, result } = await processOriginal(
    context,
    limits,
    optionsOfAsset(asset),
    originalOf(asset),
  )
  return {
    assetType: result.assetType,
    warnings: result.warnings,
    store: async (tx) =>
      await switchReprocessed(tx, {
        job: context.job,
        asset,
        content,
        generated,
        result,
        crops: {
          cropFor: cropAsItIs,
          smartCropsFor: (made, replaced) => smartCropsOf(true, made, replaced),
        },
        logType: 'ReoptimizeSuccess',
      }),
  }
}
