import { type NestedMessage, say } from '../../messages/messages.ts'
import type { VideoEncoding } from '../options/option-types.ts'
import type { VideoCodec } from './codecs.ts'

/** In kbit/s: more than eight times what 8K takes. */
const maxVideoBitrate = 1_000_000

/** Constant quality, where no bit rate is asked for: to the eye as good as the source. */
const quality: Readonly<Record<VideoCodec, readonly string[]>> = {
  h264: ['-crf', '21'],
  hevc: ['-crf', '24'],
  vp8: ['-crf', '10', '-b:v', '4M'],
  vp9: ['-crf', '31', '-b:v', '0'],
}

export interface RateControl {
  readonly parameters: readonly string[]
  /** Undefined: constant quality. In kbit/s. */
  readonly bitrate: number | undefined
  readonly warnings: readonly NestedMessage[]
}

/**
 * How many bits a rendition gets (kbit/s). `videoBitrate` is the average; the buffer lets a second go beyond it, two
 * seconds of `maxBitrate` where that is given. A `videoBitrate` of 0 asks for constant quality.
 */
export function rateControl(encoding: VideoEncoding, codec: VideoCodec): RateControl {
  const { name, videoBitrate, minBitrate = 0, maxBitrate = 0, constantBitrate } = encoding
  if (videoBitrate <= 0) return { parameters: quality[codec], bitrate: undefined, warnings: [] }
  const warnings: NestedMessage[] = []
  let bitrate = videoBitrate
  if (bitrate > maxVideoBitrate) {
    bitrate = maxVideoBitrate
    warnings.push(
      say('encodingProblem', {
        name,
        problem: say('bitrateTooHigh', { rate: videoBitrate, max: maxVideoBitrate }),
      }),
    )
  }
  if (constantBitrate) {
    const parameters = ['-b:v', kbit(bitrate), '-minrate', kbit(bitrate), '-maxrate', kbit(bitrate)]
    const padded = codec === 'h264' ? ['-x264-params', 'nal-hrd=cbr'] : []
    return { parameters: [...parameters, '-bufsize', kbit(bitrate), ...padded], bitrate, warnings }
  }
  const parameters = ['-b:v', kbit(bitrate)]
  if (maxBitrate > 0 && maxBitrate < bitrate)
    warnings.push(
      say('encodingProblem', {
        name,
        problem: say('maxBitrateLow', { value: maxBitrate, rate: bitrate }),
      }),
    )
  else if (maxBitrate > 0) {
    const most = Math.min(maxBitrate, maxVideoBitrate)
    parameters.push('-maxrate', kbit(most), '-bufsize', kbit(2 * most))
  }
  if (minBitrate > bitrate)
    warnings.push(
      say('encodingProblem', {
        name,
        problem: say('minBitrateHigh', { value: minBitrate, rate: bitrate }),
      }),
    )
  else if (minBitrate > 0) parameters.push('-minrate', kbit(minBitrate))
  return { parameters, bitrate, warnings }
}

function kbit(rate: number): string {
  return `${Math.round(rate)}k`
}
