import { publishCatalogue } from '../../publishing/publish-catalogue.ts'
import type { JobKind } from '../job-kind.ts'

export interface ImageServingPublishParams {
  readonly publishType: 'Full' | 'FullWithSearch' | 'Incremental'
  readonly emailSetting: string
}

const subTypes = { Full: 'full', FullWithSearch: 'fullwithsearch', Incremental: 'increment' }

/** Releases what is marked for publish to delivery (IPS ImageServingPublishJob). */
export const imageServingPublishJob: JobKind = {
  name: 'imageServingPublishJob',
  typeName: 'ImageServingPublish',
  log: {
    begin: 'BeginImageServingPublish',
    beginMessage: 'beginPublish',
    end: 'EndImageServingPublish',
    endMessage: 'endPublish',
    error: 'ImageServingPublishError',
  },
  subType: (params) => subTypes[(params as ImageServingPublishParams).publishType],
  finish: async (tx, { job, company }) => {
    const { publishType } = job.params as ImageServingPublishParams
    await publishCatalogue(tx, {
      companyId: company.id,
      rootFolder: company.root_folder,
      context: 'ImageServing',
      onlyChanged: publishType === 'Incremental',
      jobId: job.id,
    })
  },
}
