import type { ProcessingLimits } from '../../processing/processor.ts'
import { JobKinds } from '../engine.ts'
import { imageServingPublishJob } from './image-serving-publish.ts'
import { uploadPostJob } from './upload-post.ts'

/** Every job kind; one more is a file and a line. */
export function jobKinds(limits: ProcessingLimits): JobKinds {
  return new JobKinds([uploadPostJob(limits), imageServingPublishJob])
}
