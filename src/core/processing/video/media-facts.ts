import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { MediaSource, MediaTools } from './media-tools.ts'

/** What a video or sound file says of itself. Bit rates in bit/s, times in seconds, sizes in pixels. */
export interface MediaFacts {
  /** Of video and sound, as the file states it; undefined: it does not. */
  readonly duration: number | undefined
  readonly bitRate: number | undefined
  readonly video?: VideoFacts
  readonly audio?: AudioFacts
  /** Stream with a picture of its cover. */
  readonly cover?: { readonly index: number; readonly width: number; readonly height: number }
  /** Streams that are neither the video, the sound nor the cover: subtitles, fonts, further languages. */
  readonly others: readonly string[]
  /** Titles and the like, names in lower case. */
  readonly tags: Readonly<Record<string, string>>
}

export interface VideoFacts {
  readonly index: number
  readonly codec: string
  readonly profile: string | undefined
  /** As it is to be seen: turned upright, pixels made square. */
  readonly width: number
  readonly height: number
  /** Of a frame as it is decoded. */
  readonly codedPixels: number
  /** Clockwise, 0, 90, 180 or 270. */
  readonly rotation: number
  /** Undefined: not constant or not known. */
  readonly frameRate: number | undefined
  readonly bitRate: number | undefined
  /** High dynamic range (PQ or HLG). */
  readonly isHdr: boolean
}

export interface AudioFacts {
  readonly index: number
  readonly codec: string
  readonly bitRate: number | undefined
  /** In Hz. */
  readonly sampleRate: number | undefined
  readonly channels: number
}

interface Stream {
  readonly index: number
  readonly codec_type?: string
  readonly codec_name?: string
  readonly profile?: string
  readonly width?: number
  readonly height?: number
  readonly sample_aspect_ratio?: string
  readonly avg_frame_rate?: string
  readonly r_frame_rate?: string
  readonly bit_rate?: string
  readonly duration?: string
  readonly sample_rate?: string
  readonly channels?: number
  readonly color_transfer?: string
  readonly disposition?: Readonly<Record<string, number>>
  readonly tags?: Readonly<Record<string, string>>
  readonly side_data_list?: readonly { readonly rotation?: number }[]
}

interface Probe {
  readonly streams?: readonly Stream[]
  readonly format?: {
    readonly duration?: string
    readonly bit_rate?: string
    readonly tags?: Readonly<Record<string, string>>
  }
}

/** Reads the header. Throws `bad-file` for a damaged one, and where there is neither picture nor sound. */
export async function readMediaFacts(
  tools: MediaTools,
  source: MediaSource,
  fileName: string,
): Promise<MediaFacts> {
  const text = await tools.probe(source, ['-show_format', '-show_streams', '-of', 'json'])
  const { streams = [], format = {} } = JSON.parse(text) as Probe
  const isCover = (stream: Stream) => stream.disposition?.attached_pic === 1
  const video = streams.find((one) => one.codec_type === 'video' && !isCover(one) && hasSize(one))
  const audio = streams.find((one) => one.codec_type === 'audio' && one.codec_name !== undefined)
  const cover = streams.find((one) => isCover(one) && hasSize(one))
  if (!video && !audio) throw new DarkroomError('bad-file', say('mediaEmpty', { file: fileName }))
  const tags = { ...video?.tags, ...audio?.tags, ...format.tags }
  return {
    duration: longest(video, audio) ?? positive(format.duration),
    bitRate: positive(format.bit_rate),
    ...(video && { video: videoFacts(video) }),
    ...(audio && { audio: audioFacts(audio) }),
    ...(cover && { cover: { index: cover.index, width: cover.width ?? 0, height: cover.height ?? 0 } }),
    others: streams
      .filter((one) => one !== video && one !== audio && one !== cover)
      .map((one) => one.codec_type ?? 'unknown'),
    tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name.toLowerCase(), value])),
  }
}

/** What the streams state themselves: others in the file may be longer. */
function longest(...streams: readonly (Stream | undefined)[]): number | undefined {
  const stated = streams.map(
    (stream) => stream && (positive(stream.duration) ?? clock(stream.tags?.DURATION)),
  )
  const seconds = Math.max(...stated.map((one) => one ?? 0))
  return seconds > 0 ? seconds : undefined
}

/** `00:01:02.5`, as Matroska has it. */
function clock(text = ''): number | undefined {
  const [, hours, minutes, seconds] = /^(\d+):(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(text) ?? []
  return hours === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

function videoFacts(stream: Stream): VideoFacts {
  const { width = 0, height = 0 } = stream
  const rotation = rotationOf(stream)
  const [shown, high] = [Math.max(Math.round(width * pixelShape(stream)), 1), height]
  const turned = rotation === 90 || rotation === 270
  return {
    index: stream.index,
    codec: stream.codec_name ?? 'unknown',
    profile: stream.profile,
    width: turned ? high : shown,
    height: turned ? shown : high,
    codedPixels: width * height,
    rotation,
    frameRate: fraction(stream.avg_frame_rate) ?? fraction(stream.r_frame_rate),
    bitRate: positive(stream.bit_rate),
    isHdr: stream.color_transfer === 'smpte2084' || stream.color_transfer === 'arib-std-b67',
  }
}

function audioFacts(stream: Stream): AudioFacts {
  return {
    index: stream.index,
    codec: stream.codec_name ?? 'unknown',
    bitRate: positive(stream.bit_rate),
    sampleRate: positive(stream.sample_rate),
    channels: stream.channels ?? 0,
  }
}

function hasSize({ width = 0, height = 0, codec_name }: Stream): boolean {
  return width > 0 && height > 0 && codec_name !== undefined
}

/** The side data turns counter-clockwise, the old tag clockwise. */
function rotationOf({ side_data_list, tags }: Stream): number {
  const matrix = side_data_list?.find((data) => data.rotation !== undefined)?.rotation
  const degrees = matrix === undefined ? Number(tags?.rotate ?? 0) : -matrix
  return Number.isFinite(degrees) ? (((Math.round(degrees / 90) * 90) % 360) + 360) % 360 : 0
}

/** Width of a pixel for a height of one; absurd values count as square. */
function pixelShape({ sample_aspect_ratio: ratio = '1:1' }: Stream): number {
  const shape = fraction(ratio.replace(':', '/')) ?? 1
  return shape >= 0.1 && shape <= 10 ? shape : 1
}

function fraction(text = ''): number | undefined {
  const [above, below = '1'] = text.split('/')
  const value = Number(above) / Number(below)
  return Number.isFinite(value) && value > 0 && value <= 1000 ? value : undefined
}

function positive(text: string | undefined): number | undefined {
  const value = Number(text)
  return Number.isFinite(value) && value > 0 ? value : undefined
}
