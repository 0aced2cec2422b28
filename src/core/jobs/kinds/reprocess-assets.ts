import type { ProcessingLimits } from '../../processing/processor.ts'
import type { JobKind } from '../job-kind.ts'
import { assetItems, type HandleArray } from './asset-items.ts'
import { autoSets, setsLeftUndone } from './auto-sets.ts'
import { checkOptions } from './check-options.ts'
import { type ReprocessOptions, reprocess } from './reprocess.ts'
import { reprocessLog } from './reprocess-log.ts'

export interface ReprocessAssetsParams extends ReprocessOptions {
  readonly assetHandleArray: HandleArray
  readonly emailSetting: string
}

/** Processes the originals of assets again, with the options of the job (IPS ReprocessAssetsJob). */
export function reprocessAssetsJob(limits: ProcessingLimits): JobKind {
  return {
    name: 'reprocessAssetsJob',
    typeName: 'ReprocessAssets',
    log: reprocessLog,
    subType: () => '',
    check: checkOptions,
    conclude: autoSets,
    leftUndone: setsLeftUndone,
    planKey: 'handle',
    plan: (context) => {
      const { assetHandleArray } = context.job.params as ReprocessAssetsParams
      return assetItems(context, 'assetHandleArray', assetHandleArray)
    },
    runItem: async (context) =>
      await reprocess(context, {
        limits,
        options: context.job.params as ReprocessAssetsParams,
        logType: 'ReoptimizeSuccess',
      }),
  }
}
