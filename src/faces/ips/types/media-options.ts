import { boolean, double, int, long, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { PropertyArray } from './settings.ts'
import { HandleArray } from './value-arrays.ts'

/** One video rendition; size in pixels, frame rate in frames per second. */
export const VideoEncoding = sequence('VideoEncoding', {
  name: required(string),
  fileSuffix: required(string),
  playbackTarget: optional(string),
  width: optional(int),
  height: optional(int),
  videoCodec: optional(string),
  videoBitrate: required(int),
  minBitrate: optional(int),
  maxBitrate: optional(int),
  constantBitrate: optional(boolean),
  frameRate: optional(double),
  keyframeInterval: optional(int),
  h264Profile: optional(string),
  h264Level: optional(string),
  twoPass: optional(boolean),
  audioCodec: optional(string),
  audioBitrate: required(int),
  audioSampleRate: optional(int),
  advancedSettings: optional(PropertyArray, { since: '2008-01-15' }),
})

export const VideoEncodingArray = arrayOf('VideoEncodingArray', VideoEncoding)

/** The renditions of an adaptive video set. */
export const AvsEncoding = sequence('AvsEncoding', {
  name: required(string),
  aspectRatio: optional(string),
  videoEncodingArray: required(VideoEncodingArray),
})

export const AvsEncodingArray = arrayOf('AvsEncodingArray', AvsEncoding)

/** A shape for cropped videos, as the proportion of width to height. */
export const VideoSmartCropAspectRatio = sequence('VideoSmartCropAspectRatio', {
  width: optional(int),
  height: optional(int),
})

export const VideoSmartCropArray = arrayOf('VideoSmartCropArray', VideoSmartCropAspectRatio)

/** The frame that becomes the thumbnail, in milliseconds from the start of the video; a time that is not in it: the first. */
export const ThumbnailOptions = sequence('ThumbnailOptions', {
  thumbnailTime: optional(long),
})

/** How videos are processed; the presets are handles of property sets. */
export const MediaOptions = sequence('MediaOptions', {
  videoEncodingPresetsArray: optional(HandleArray),
  videoEncodingArray: optional(VideoEncodingArray, { since: '2021-04-26-beta' }),
  videoSmartCropArray: optional(VideoSmartCropArray, { since: '2021-04-26-beta' }),
  videoSmartCropSampleRate: optional(int, { since: '2021-04-26-beta' }),
  avsEncodingArray: optional(AvsEncodingArray, { since: '2021-04-26-beta' }),
  generateThumbnail: optional(boolean),
  thumbnailOptions: optional(ThumbnailOptions),
})
