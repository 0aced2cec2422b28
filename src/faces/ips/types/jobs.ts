import { dateTime, int, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import {
  AutomatedSetGenerationJob,
  CreateVideoSitemapJob,
  ExportJob,
  OptimizeImagesJob,
  RipPdfsJob,
} from './asset-jobs.ts'
import {
  ImageRenderingPublishJob,
  ImageServingPublishJob,
  MetadataPublishJob,
  ServerDirectoryPublishJob,
  VideoPublishJob,
} from './publish-jobs.ts'
import { ReprocessAssetsJob } from './reprocess-assets-job.ts'
import { TaskProgressArray } from './task-progress.ts'
import { UploadDirectoryJob } from './upload-directory-job.ts'
import { UploadPostJob } from './upload-post-job.ts'
import { UploadUrlsJob } from './upload-urls-job.ts'

const publishAndUploadJobs = {
  imageServingPublishJob: optional(ImageServingPublishJob),
  imageRenderingPublishJob: optional(ImageRenderingPublishJob),
  videoPublishJob: optional(VideoPublishJob),
  serverDirectoryPublishJob: optional(ServerDirectoryPublishJob),
  metadataPublishJob: optional(MetadataPublishJob, { since: '2021-04-26-beta' }),
  uploadDirectoryJob: optional(UploadDirectoryJob),
  uploadUrlsJob: optional(UploadUrlsJob),
}

const assetJobs = {
  optimizeImagesJob: optional(OptimizeImagesJob, { since: '2008-01-15' }),
  ripPdfsJob: optional(RipPdfsJob, { since: '2008-01-15' }),
  reprocessAssetsJob: optional(ReprocessAssetsJob, { since: '2008-01-15' }),
  createVideoSitemapJob: optional(CreateVideoSitemapJob, { since: '2010-01-31-beta' }),
  exportJob: optional(ExportJob, { since: '2012-02-14' }),
  automatedSetGenerationJob: optional(AutomatedSetGenerationJob, { since: '2009-07-31' }),
}

/** One field for each kind of job that can be submitted; a request has exactly one of them, and so has a reply's job. */
export const jobElements = { ...publishAndUploadJobs, ...assetJobs }

/** A job that runs or waits, with the one job field that it was made from. */
export const ActiveJob = sequence('ActiveJob', {
  companyHandle: required(string),
  jobHandle: required(string),
  name: required(string),
  originalName: required(string),
  type: required(string),
  state: required(string),
  submitUserEmail: required(string),
  locale: optional(string, { since: '2008-01-15' }),
  description: optional(string, { since: '2008-01-15' }),
  serverName: required(string),
  startDate: required(dateTime),
  triggerTime: required(dateTime, { since: '2021-04-26-beta' }),
  totalSize: required(int),
  progress: required(int),
  progressMessage: required(string),
  lastProgressUpdate: required(dateTime),
  taskProgressArray: required(TaskProgressArray, { since: '2010-01-31' }),
  ...publishAndUploadJobs,
  uploadPostJob: optional(UploadPostJob, { since: '2008-01-15' }),
  ...assetJobs,
})

export const ActiveJobArray = arrayOf('ActiveJobArray', ActiveJob)

/** The reply of getActiveJobs. */
export const ActiveJobs = sequence('', { jobArray: required(ActiveJobArray) })

/** A job that will run at `nextFireTime`, with the one job field that it was made from. */
export const ScheduledJob = sequence('ScheduledJob', {
  companyHandle: required(string),
  jobHandle: required(string),
  name: required(string),
  originalName: required(string),
  type: required(string),
  submitUserEmail: required(string),
  locale: optional(string, { since: '2008-01-15' }),
  description: optional(string, { since: '2008-01-15' }),
  execSchedule: optional(string),
  nextFireTime: optional(dateTime),
  timeZone: optional(string),
  triggerState: optional(string),
  ...jobElements,
})

export const ScheduledJobArray = arrayOf('ScheduledJobArray', ScheduledJob)
