import type { Processor } from './processor.ts'
import { audioDemuxers } from './video/demuxers.ts'
import { processMedia } from './video/process-media.ts'

/** Sound: its facts, its cover as picture, other encodings. */
export const audio: Processor = {
  name: 'audio',
  inOtherPrograms: true,
  recognise: ({ kind }) => audioDemuxers[kind] !== undefined,
  process: processMedia,
}
