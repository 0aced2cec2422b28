import type { Processor } from './processor.ts'
import { videoDemuxers } from './video/demuxers.ts'
import { processMedia } from './video/process-media.ts'

/** Videos: their facts, a frame as picture, encodings, adaptive sets and crops. */
export const video: Processor = {
  name: 'video',
  inOtherPrograms: true,
  recognise: ({ kind }) => videoDemuxers[kind] !== undefined,
  process: processMedia,
}
