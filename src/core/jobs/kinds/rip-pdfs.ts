import type { ProcessingLimits } from '../../processing/processor.ts'
import type { JobKind } from '../job-kind.ts'
import { assetItems, type HandleArray } from './asset-items.ts'
import { checkOptions } from './check-options.ts'
import { type ReprocessOptions, reprocess } from './reprocess.ts'

export interface RipPdfsParams extends Omit<ReprocessOptions, 'readyForPublish'> {
  readonly pdfHandleArray: HandleArray
  readonly emailSetting: string
}

/** Processes PDF files again (IPS RipPdfsJob, which ReprocessAssetsJob took over from). */
export function ripPdfsJob(limits: ProcessingLimits): JobKind {
  return {
    name: 'ripPdfsJob',
    typeName: 'RipPdfs',
    log: {
      begin: 'BeginPdfRip',
      beginMessage: 'beginReprocess',
      end: 'EndReoptimize',
      endMessage: 'endReprocess',
      error: 'PdfRipError',
      errorMessage: 'reprocessFailed',
    },
    subType: () => '',
    check: checkOptions,
    planKey: 'handle',
    plan: (context) => {
      const { pdfHandleArray } = context.job.params as RipPdfsParams
      return assetItems(context, 'pdfHandleArray', pdfHandleArray)
    },
    runItem: async (context) =>
      await reprocess(context, {
        limits,
        options: context.job.params as RipPdfsParams,
        logType: 'FileUpdated',
        assetType: 'Pdf',
      }),
  }
}
