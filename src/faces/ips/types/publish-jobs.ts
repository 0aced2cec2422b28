import { boolean, optional, required, sequence, string } from '../../../soap/schema.ts'
import { emailSettings, publishTypes } from './constants.ts'

/** Publishes to the image server; without a context, to the default one. */
export const ImageServingPublishJob = sequence('ImageServingPublishJob', {
  publishType: required(string, { oneOf: publishTypes }),
  emailSetting: required(string, { oneOf: emailSettings }),
  httpCompletionUrl: optional(string),
  contextHandle: optional(string, { since: '2010-01-31-beta' }),
})

/** Publishes to the render server; without a context, to the default one. */
export const ImageRenderingPublishJob = sequence('ImageRenderingPublishJob', {
  emailSetting: required(string, { oneOf: emailSettings }),
  httpCompletionUrl: optional(string),
  contextHandle: optional(string, { since: '2012-02-14' }),
})

/** Publishes to the video servers; without a context, to the default one. */
export const VideoPublishJob = sequence('VideoPublishJob', {
  emailSetting: required(string, { oneOf: emailSettings }),
  httpCompletionUrl: optional(string),
  contextHandle: optional(string, { since: '2012-02-14' }),
})

/** Publishes to a directory of the server. */
export const ServerDirectoryPublishJob = sequence('ServerDirectoryPublishJob', {
  emailSetting: required(string, { oneOf: emailSettings }),
  httpCompletionUrl: optional(string),
})

/** Publishes metadata; `forcePublish` sends everything again, not only what changed. */
export const MetadataPublishJob = sequence('MetadataPublishJob', {
  forcePublish: optional(boolean),
})
