import { boolean, optional, string } from '../../../soap/schema.ts'
import {
  AutoColorCropOptions,
  AutoSmartCropOptionsArray,
  AutoTransparentCropOptions,
  ManualCropOptions,
} from './crop-options.ts'
import { MetadataOptions } from './ingest-options.ts'
import { ImageRenderingPublishJob, ImageServingPublishJob, VideoPublishJob } from './publish-jobs.ts'

/** Runs of fields that stand in the same order, with the same versions, in every job that takes files in. */

/** The first three exclude each other. */
export const cropFields = {
  manualCropOptions: optional(ManualCropOptions),
  autoColorCropOptions: optional(AutoColorCropOptions),
  autoTransparentCropOptions: optional(AutoTransparentCropOptions),
  autoSmartCropOptionsArray: optional(AutoSmartCropOptionsArray, { since: '2021-04-26-beta' }),
}

/** What happens when the job has ended; the publish jobs exclude each other. */
export const afterwardsFields = {
  postHttpUrl: optional(string),
  postImageServingPublishJob: optional(ImageServingPublishJob),
  postImageRenderingPublishJob: optional(ImageRenderingPublishJob),
  postVideoPublishJob: optional(VideoPublishJob),
}

/** The end of every upload job, all of the newest schema. */
export const newestFields = {
  metadataOptions: optional(MetadataOptions, { since: '2021-04-26-beta' }),
  jwtToken: optional(string, { since: '2021-04-26-beta' }),
  imsOrg: optional(string, { since: '2021-04-26-beta' }),
  apikey: optional(string, { since: '2021-04-26-beta' }),
  ignoreSmartCropGeneration: optional(boolean, { since: '2021-04-26-beta' }),
  preserveSmartCrop: optional(boolean, { since: '2021-04-26-beta' }),
}
