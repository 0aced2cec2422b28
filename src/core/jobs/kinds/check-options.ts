import { scriptHandles, setScript } from '../../sets/scripts-of-job.ts'
import type { Db } from '../../tables.ts'
import { colorManagementOf } from './color-profiles.ts'
import { mediaProcessing } from './media-processing.ts'
import { checkMetadata } from './metadata-of-job.ts'
import { checkProjects } from './projects-of-job.ts'
import type { ProcessingFields, UploadOptions } from './upload-options.ts'

/**
 * Whether the handles among a job's options name what they should, before it is made (JobKind.check). Throws
 * `invalid-parameter`. They are looked up again for each file, since assets come and go.
 */
export async function checkOptions(db: Db, companyId: number, params: object): Promise<void> {
  await colorManagementOf(db, companyId, params as ProcessingFields)
  await mediaProcessing(db, companyId, params as ProcessingFields)
  await checkMetadata(db, companyId, params as UploadOptions)
  await checkProjects(db, companyId, params as UploadOptions)
  for (const handle of scriptHandles(params as UploadOptions)) await setScript(db, companyId, handle)
}
