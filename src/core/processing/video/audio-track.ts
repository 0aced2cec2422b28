import { type NestedMessage, say } from '../../messages/messages.ts'
import type { VideoEncoding } from '../options/option-types.ts'
import {
  type AudioCodec,
  audioCodecNamed,
  audioEncoders,
  audioOf,
  type Container,
  sampleRates,
} from './codecs.ts'
import type { MediaFacts } from './media-facts.ts'

const leastBitrate = 8
const mostBitrate: Readonly<Record<AudioCodec, number>> = { aac: 512, mp3: 320, opus: 510, vorbis: 480 }

export interface AudioTrack {
  /** Empty: the rendition is silent. */
  readonly parameters: readonly string[]
  readonly warnings: readonly NestedMessage[]
}

/**
 * The sound of a rendition: its first sound track, in stereo. An `audioBitrate` of 0, an `audioCodec` of `none` and a
 * source without sound make it silent.
 */
export function audioTrack(
  encoding: VideoEncoding,
  facts: MediaFacts,
  container: Container,
  allowed: readonly AudioCodec[] = audioOf[container],
): AudioTrack {
  const { name, audioBitrate, audioSampleRate = 0, audioCodec = '' } = encoding
  if (!facts.audio || audioBitrate <= 0 || audioCodec.toLowerCase() === 'none')
    return { parameters: [], warnings: [] }
  const warnings: NestedMessage[] = []
  const asked = audioCodecNamed(audioCodec)
  const codec = asked !== undefined && allowed.includes(asked) ? asked : (allowed[0] ?? 'aac')
  if (audioCodec !== '' && codec !== asked)
    warnings.push(
      say('encodingProblem', {
        name,
        problem: say('soundCodec', { codec, asked: audioCodec, container }),
      }),
    )
  const bitrate = Math.min(Math.max(audioBitrate, leastBitrate), mostBitrate[codec])
  if (bitrate !== audioBitrate)
    warnings.push(
      say('encodingProblem', {
        name,
        problem: say('soundBitrate', { rate: bitrate, asked: audioBitrate, codec }),
      }),
    )
  const parameters = ['-c:a', audioEncoders[codec], '-b:a', `${bitrate}k`, '-ac', '2']
  if (audioSampleRate > 0) {
    const rate = nearest(sampleRates[codec], audioSampleRate)
    if (rate !== audioSampleRate)
      warnings.push(
        say('encodingProblem', {
          name,
          problem: say('soundRate', { rate, asked: audioSampleRate, codec }),
        }),
      )
    parameters.push('-ar', String(rate))
  } else if (!sampleRates[codec].includes(facts.audio.sampleRate ?? 0)) parameters.push('-ar', '48000')
  return { parameters, warnings }
}

function nearest(values: readonly number[], wanted: number): number {
  return values.reduce((best, value) => (Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best))
}
