import { publishMetadata } from '../../publishing/publish-metadata.ts'
import type { JobKind } from '../job-kind.ts'

/** Releases the metadata of marked assets (IPS MetadataPublishJob): what is new or changed, with forcePublish all of it. */
export const metadataPublishJob: JobKind = {
  name: 'metadataPublishJob',
  typeName: 'MetadataPublish',
  log: {
    begin: 'BeginMetadata',
    beginMessage: 'beginPublish',
    end: 'EndMetadata',
    endMessage: 'endPublish',
    error: 'MetadataFailure',
  },
  subType: () => '',
  leftUndone: () => 'notPublished',
  finish: async (tx, { job, company }) =>
    await publishMetadata(tx, {
      companyId: company.id,
      onlyChanged: !('forcePublish' in job.params && job.params.forcePublish === true),
      jobId: job.id,
    }),
}
