import type { ProcessingLimits } from '../../processing/processor.ts'
import type { Tx } from '../../tables.ts'
import type { ItemContext, ItemResult } from '../job-kind.ts'
import type { LogType } from '../log-type.ts'
import { assetOfItem } from './asset-items.ts'
import { originalOf, processOriginal } from './process-original.ts'
import { processingOptions } from './processing-options.ts'
import { switchReprocessed } from './switch-reprocessed.ts'
import { cropOf } from './upload-crop.ts'
import type { ProcessingFields, UploadOptions } from './upload-options.ts'
import { smartCropsOf } from './upload-smart-crops.ts'

/** The settings of a job that processes assets again: those of an upload job, as far as they apply. */
export interface ReprocessOptions
  extends ProcessingFields,
    Pick<
      UploadOptions,
      'preservePublishState' | 'preserveCrop' | 'preserveSmartCrop' | 'projectHandleArray' | 'metadataOptions'
    > {
  /** Absent: the publish state stays. */
  readonly readyForPublish?: boolean
  /** False: renditions and adaptive sets that were made of a video before stay beside the new ones. Absent: true. */
  readonly overwriteAVS?: boolean
}

export interface Reprocess {
  readonly limits: ProcessingLimits
  readonly options: ReprocessOptions
  /** Of the line about an asset that went well. */
  readonly logType: LogType
  /** The IPS asset type that assets must have; absent: any. */
  readonly assetType?: string
}

/**
 * Processes the original of an item's asset again, and gives the asset a new version. Crop and publish state follow the
 * rules of uploads that replace an asset.
 */
export async function reprocess(
  context: ItemContext,
  { limits, options, logType, assetType }: Reprocess,
): Promise<(tx: Tx) => Promise<ItemResult>> {
  const { job, company } = context
  const asset = await assetOfItem(context, assetType)
  const processing = await processingOptions(context, options)
  const { content, generated, result } = await processOriginal(context, limits, processing, originalOf(asset))
  const isFilm = result.assetType === 'Video' || result.assetType === 'MasterVideo'
  const keepsState = options.preservePublishState ?? company.retain_publish_state
  return async (tx) =>
    await switchReprocessed(tx, {
      job,
      asset,
      content,
      generated,
      keepsFormer: isFilm && options.overwriteAVS === false,
      result,
      crops: {
        cropFor: (made, replaced, warnings) => cropOf(options, made, replaced, warnings),
        // It is the same picture: without a word about them its smart crops are as good as before.
        smartCropsFor: (made, replaced) =>
          smartCropsOf(options.preserveSmartCrop ?? processing.smartCrops === undefined, made, replaced),
      },
      readyForPublish: keepsState ? undefined : options.readyForPublish,
      logType,
      options,
    })
}
