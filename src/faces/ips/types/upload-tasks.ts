import { boolean, dateTime, double, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'

/** A rendition that an upload is still making; progress from 0 to 1. */
export const UploadRenditionTask = sequence('UploadRenditionTask', {
  rendition: required(string),
  workflowState: required(string),
  progress: required(double),
})

export const UploadRenditionTaskArray = arrayOf('UploadRenditionTaskArray', UploadRenditionTask)

/** A file of an upload and its renditions; progress from 0 to 1. */
export const UploadTask = sequence('UploadTask', {
  file: required(string),
  processingStatus: required(string),
  workflowState: required(string),
  progress: required(double),
  renditions: required(UploadRenditionTaskArray),
})

export const UploadTaskArray = arrayOf('UploadTaskArray', UploadTask)

/** What an upload job is still doing. */
export const UploadTaskStatus = sequence('UploadTaskStatus', {
  jobHandle: required(string),
  isJobStopped: required(boolean),
  lastAdded: required(dateTime),
  lastCompleted: optional(dateTime),
  taskArray: required(UploadTaskArray),
})

export const UploadTaskStatusArray = arrayOf('UploadTaskStatusArray', UploadTaskStatus)

/** The upload jobs of one server, or why it did not answer. */
export const ClusterUploadTaskStatus = sequence('ClusterUploadTaskStatus', {
  statusArray: optional(UploadTaskStatusArray),
  error: optional(string),
})

export const ClusterUploadTaskStatusArray = arrayOf('ClusterUploadTaskStatusArray', ClusterUploadTaskStatus)
