import { type NestedMessage, say } from '../../messages/messages.ts'
import { encodingNumbers, type VideoEncoding } from '../options/option-types.ts'
import { advancedParameters } from './advanced-settings.ts'
import { audioTrack } from './audio-track.ts'
import { type Container, containerOf, type VideoCodec, videoCodecNamed, videoEncoders } from './codecs.ts'
import { type FrameSize, fitFrame } from './frame-size.ts'
import type { MediaFacts, VideoFacts } from './media-facts.ts'
import { rateControl } from './rate-control.ts'

/** The same on every machine, so that the same source gives the same bytes; more help one video little. */
const encoderThreads = 4
const maxFrameRate = 120

const profiles = ['baseline', 'main', 'high']
const levels = [
  '1',
  '1.1',
  '1.2',
  '1.3',
  '2',
  '2.1',
  '2.2',
  '3',
  '3.1',
  '3.2',
  '4',
  '4.1',
  '4.2',
  '5',
  '5.1',
  '5.2',
]

/** How one rendition is encoded. */
export interface RenditionPlan extends FrameSize {
  readonly codec: VideoCodec
  readonly container: Container
  /** Filters, comma separated. */
  readonly filters: string
  readonly videoParameters: readonly string[]
  readonly audioParameters: readonly string[]
  readonly twoPass: boolean
  readonly warnings: readonly NestedMessage[]
}

export interface PlanOptions {
  /** Seconds between key frames, the same for all of an adaptive set; absent: as the encoding says. */
  readonly segmentSeconds?: number
  /** Filters before the scaling, and the size that they leave: a crop. */
  readonly crop?: FrameSize & { readonly filter: string }
}

/** What FFmpeg is told for an encoding of this source. What can not be is a warning, and what comes instead. */
export function planRendition(
  encoding: VideoEncoding,
  facts: MediaFacts & { readonly video: VideoFacts },
  { segmentSeconds, crop }: PlanOptions = {},
): RenditionPlan {
  const warnings: NestedMessage[] = []
  const warn = (problem: NestedMessage) =>
    warnings.push(say('encodingProblem', { name: encoding.name, problem }))
  for (const name of encodingNumbers)
    if ((encoding[name] ?? 0) < 0) warn(say('numberNegative', { field: name, value: encoding[name] ?? 0 }))
  const codec = codecOf(encoding, segmentSeconds !== undefined, warn)
  const container = containerOf(codec)
  const size = fitFrame(crop ?? facts.video, encoding.width, encoding.height)
  if (size.isLess) warn(say('videoSmaller', { width: size.width, height: size.height }))
  const frameRate = frameRateOf(encoding, warn)
  const rate = rateControl(encoding, codec)
  const sound = audioTrack(encoding, facts, container, segmentSeconds === undefined ? undefined : ['aac'])
  const advanced = advancedParameters(encoding, container)
  const { width, height } = size
  return {
    codec,
    container,
    width,
    height,
    filters: [
      ...(frameRate === undefined ? [] : [`fps=${frameRate}`]),
      ...(crop ? [crop.filter] : []),
      `scale=${width}:${height}:flags=bicubic`,
      'setsar=1',
      'format=yuv420p',
    ].join(','),
    videoParameters: [
      ...['-c:v', videoEncoders[codec], '-threads:v', String(encoderThreads)],
      ...(codec === 'hevc' ? ['-tag:v', 'hvc1'] : []),
      ...(codec === 'h264' ? h264Parameters(encoding, warn) : []),
      ...(container === 'webm' ? ['-cpu-used', '4'] : []),
      ...rate.parameters,
      ...keyFrames(encoding, segmentSeconds),
      ...advanced.parameters,
    ],
    audioParameters: sound.parameters,
    twoPass: encoding.twoPass === true && rate.bitrate !== undefined,
    warnings: [...warnings, ...rate.warnings, ...sound.warnings, ...advanced.warnings],
  }
}

function codecOf(
  encoding: VideoEncoding,
  adaptive: boolean,
  warn: (problem: NestedMessage) => void,
): VideoCodec {
  const { videoCodec = '', fileSuffix } = encoding
  const asked =
    videoCodec === '' ? (/\.webm$/i.test(fileSuffix) ? 'vp9' : 'h264') : videoCodecNamed(videoCodec)
  if (asked === undefined) warn(say('codecImpossible', { codec: videoCodec }))
  else if (adaptive && containerOf(asked) !== 'mp4') warn(say('codecNotAdaptive', { codec: videoCodec }))
  else return asked
  return 'h264'
}

function frameRateOf(
  { frameRate = 0 }: VideoEncoding,
  warn: (problem: NestedMessage) => void,
): number | undefined {
  if (frameRate <= 0) return undefined
  if (frameRate <= maxFrameRate) return frameRate
  warn(say('frameRateTooHigh', { rate: frameRate, max: maxFrameRate }))
  return undefined
}

function h264Parameters(
  { h264Profile = '', h264Level = '' }: VideoEncoding,
  warn: (problem: NestedMessage) => void,
): string[] {
  const parameters: string[] = []
  const profile = h264Profile.trim().toLowerCase()
  if (profiles.includes(profile)) parameters.push('-profile:v', profile)
  else if (profile !== '')
    warn(say('h264Unknown', { field: 'h264Profile', value: h264Profile, known: profiles.join(', ') }))
  const level = h264Level
    .trim()
    .replace(/^(\d)(\d)$/, '$1.$2')
    .replace(/\.0$/, '')
  if (levels.includes(level)) parameters.push('-level:v', level)
  else if (level !== '')
    warn(say('h264Unknown', { field: 'h264Level', value: h264Level, known: levels.join(', ') }))
  return parameters
}

/** In adaptive sets by time alone, so that players can change between renditions of different frame rates. */
function keyFrames({ keyframeInterval = 0 }: VideoEncoding, segmentSeconds: number | undefined): string[] {
  if (segmentSeconds !== undefined)
    return [
      ...['-force_key_frames', `expr:gte(t,n_forced*${segmentSeconds})`, '-forced-idr', '1'],
      ...['-sc_threshold', '0', '-g', '100000'],
    ]
  return keyframeInterval > 0 ? ['-g', String(Math.min(keyframeInterval, 10_000))] : []
}
