import type { ProcessingLimits } from '../../processing/processor.ts'
import type { JobKind } from '../job-kind.ts'
import { autoSets, setsLeftUndone } from './auto-sets.ts'
import { checkOptions } from './check-options.ts'
import { ingest, ingestEntry, type UploadItem } from './ingest.ts'
import type { UploadOptions } from './upload-options.ts'

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
    check: checkOptions,
    conclude: autoSets,
    leftUndone: setsLeftUndone,
    runItem: async (context) => {
      const { item, job } = context
      const options = job.params as UploadOptions
      return item.parent_id === null
        ? await ingest(context, limits, options, item.payload as UploadItem)
        : await ingestEntry(context, limits, options)
    },
  }
}
