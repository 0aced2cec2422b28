import type { ProcessingLimits } from '../../processing/processor.ts'
import type { JobKind } from '../job-kind.ts'
import { autoSets } from './auto-sets.ts'
import { checkOptions } from './check-options.ts'
import { ingest, type UploadItem } from './ingest.ts'
import { optionWarnings, type UploadOptions } from './upload-options.ts'

/** Files that came through the UploadFile servlet (IPS UploadPostJob). */
export function uploadPostJob(limits: ProcessingLimits): JobKind {
  return {
    name: 'uploadPostJob',
    typeName: 'UploadPost',
    log: {
      begin: 'BeginUpload',
      beginMessage: 'beginUpload',
      end: 'EndUpload',
      endMessage: 'endUpload',
      error: 'UploadError',
    },
    subType: () => '',
    warnings: optionWarnings,
    check: checkOptions,
    conclude: autoSets,
    runItem: async (context) =>
      await ingest(context, limits, context.job.params as UploadOptions, context.item.payload as UploadItem),
  }
}
