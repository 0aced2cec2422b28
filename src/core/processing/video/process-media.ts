import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DarkroomError } from '../../errors.ts'
import { eachOnce, type NestedMessage, say } from '../../messages/messages.ts'
import type { FileProbe } from '../probe-file.ts'
import type { ProcessorInput, ProcessorResult } from '../processor.ts'
import { isInstalled } from '../programs/is-installed.ts'
import { fileKind } from '../recognition/file-kinds.ts'
import { checkMediaSize, measureMedia } from './check-media.ts'
import { demuxerOf } from './demuxers.ts'
import { isSoundOnly } from './encode-sound.ts'
import { makeRenditions, soundAsset } from './make-renditions.ts'
import { type MediaFacts, readMediaFacts, type VideoFacts } from './media-facts.ts'
import { mediaMetadata } from './media-metadata.ts'
import { type MediaSource, type MediaTools, mediaTools } from './media-tools.ts'
import { frameParameters, makePoster, type Poster, posterOfFrame } from './thumbnail.ts'
import { freePart, lastFrameBefore } from './video-work.ts'
import { WorkDone } from './work-done.ts'

interface OpenedMedia {
  readonly input: ProcessorInput
  readonly tools: MediaTools
  readonly source: MediaSource
  readonly facts: MediaFacts
  readonly seconds: number
  readonly warnings: NestedMessage[]
}

/** A video or sound file: facts, a picture that stands for it, and the renditions that are asked for. */
export async function processMedia(input: ProcessorInput, probe: FileProbe): Promise<ProcessorResult> {
  const { fileName, limits, options } = input
  const { media } = options
  checkCount(input)
  if (!(await isInstalled('ffmpeg')) || !(await isInstalled('ffprobe'))) return withoutFfmpeg(input, probe)
  const tools = mediaTools(input, limits.media)
  const source = { path: input.path, demuxer: demuxerOf(probe.kind, probe.head) }
  const facts = await readMediaFacts(tools, source, fileName)
  checkMediaSize(facts, fileName, limits.media)
  const frame = await firstFrame(input, facts)
  const seconds = await measureMedia(tools, source, facts, fileName, limits.media, frame)
  const opened: OpenedMedia = { input, tools, source, facts, seconds, warnings: [] }
  const { video } = facts
  const made = video ? await ofVideo(opened, video) : await ofSound(opened)
  return {
    assetType: made.assetType,
    mimeType: mimeTypeOf(probe, video !== undefined),
    metadata: mediaMetadata(facts, seconds, options.xmpKeywords),
    ...(made.poster && { image: made.poster.image }),
    derived: made.poster?.derived ?? [],
    ...(media && { generated: made.generated }),
    warnings: eachOnce(opened.warnings),
  }
}

const posterName = 'poster'

/** Where the picture is the first frame, which is known before the video's length is, it is taken on the way. */
async function firstFrame({ options, workFolder }: ProcessorInput, { video }: MediaFacts) {
  const { generateThumbnail = true, thumbnailTime } = options.media ?? {}
  if (!video || thumbnailTime !== undefined || !generateThumbnail) return []
  await mkdir(join(workFolder, posterName))
  return frameParameters({ ...video, stream: video.index }, posterName, 1)
}

type Made = Pick<ProcessorResult, 'assetType'> & {
  readonly poster: Poster | undefined
  readonly generated: NonNullable<ProcessorResult['generated']>
}

async function ofVideo(opened: OpenedMedia, video: VideoFacts): Promise<Made> {
  const { input, tools, source, facts, seconds, warnings } = opened
  const { workFolder, fileName, options } = input
  const { media } = options
  const posterAt = posterTime(opened, video)
  if (video.isHdr) warnings.push(say('videoHdr', { file: fileName }))
  const { width, height, index: stream, codec: format } = video
  const request = { source, stream, width, height, format, at: posterAt ?? 0 }
  const poster =
    posterAt === undefined
      ? undefined
      : media?.thumbnailTime === undefined
        ? await posterOfFrame(workFolder, posterName, request, fileName)
        : await makePoster(tools, workFolder, posterName, request, fileName)
  const work = { input, tools, source, seconds, warnings, poster, facts: { ...facts, video } }
  const generated = media ? await makeRenditions(work, media) : []
  return { assetType: generated.length > 0 ? 'MasterVideo' : 'Video', poster, generated }
}

/** Undefined: no picture is wanted. A time that names no frame is the first one's. */
function posterTime({ input, seconds, warnings }: OpenedMedia, video: VideoFacts): number | undefined {
  const { generateThumbnail = true, thumbnailTime } = input.options.media ?? {}
  if (thumbnailTime === undefined) return generateThumbnail ? 0 : undefined
  const at = thumbnailTime / 1000
  if (at >= 0 && at <= seconds) return lastFrameBefore(at, seconds, video)
  warnings.push(say('thumbnailOutside', { time: thumbnailTime, length: Math.round(seconds * 1000) }))
  return 0
}

async function ofSound(opened: OpenedMedia): Promise<Made> {
  const { input, tools, source, facts, seconds, warnings } = opened
  const { cover } = facts
  const poster = cover && (await coverOf(opened, cover))
  const encodings = input.options.media?.encodings ?? []
  const sounds = encodings.filter(isSoundOnly)
  for (const { name } of encodings.filter((encoding) => !isSoundOnly(encoding)))
    warnings.push(say('encodingNoVideo', { name, file: input.fileName }))
  if ((input.options.media?.adaptiveSets ?? []).length > 0)
    warnings.push(say('adaptiveSetsNoVideo', { file: input.fileName }))
  const used = new Set<string>()
  const done = new WorkDone(input.progress, seconds, sounds.length)
  const generated = []
  for (const encoding of sounds) {
    const part = freePart(`sound${encoding.fileSuffix}`, used)
    generated.push(await soundAsset({ input, tools, source, facts, warnings }, encoding, part, done))
  }
  return { assetType: 'Audio', poster, generated }
}

/** A cover is no reason to refuse the sound. */
async function coverOf(
  { input, tools, source, warnings }: OpenedMedia,
  { index, width, height }: NonNullable<MediaFacts['cover']>,
): Promise<Poster | undefined> {
  const { fileName, limits, workFolder } = input
  try {
    if (width * height > limits.maxPixels)
      throw new DarkroomError('bad-file', say('coverTooLarge', { width, height }))
    const request = { source, stream: index, width, height, at: 0, format: 'cover' }
    return await makePoster(tools, workFolder, posterName, request, fileName)
  } catch (thrown) {
    input.signal.throwIfAborted()
    if (!(thrown instanceof DarkroomError) || thrown.code !== 'bad-file') throw thrown
    warnings.push(say('coverUnreadable', { file: fileName }))
    return undefined
  }
}

function checkCount({ options: { media }, limits, fileName }: ProcessorInput): void {
  if (!media) return
  const inSets = media.adaptiveSets.reduce((sum, set) => sum + set.videoEncodingArray.items.length, 0)
  const count = media.encodings.length + inSets + media.smartCrops.length
  if (count > limits.media.maxEncodings)
    throw new DarkroomError(
      'too-large',
      say('tooManyRenditions', { count, file: fileName, max: limits.media.maxEncodings }),
      { field: 'mediaOptions' },
    )
}

/** A container for video that holds sound alone, or the other way round, is called what it is. */
function mimeTypeOf({ kind }: FileProbe, isVideo: boolean): string {
  const { mimeType } = fileKind(kind)
  return mimeType.replace(/^(video|audio)\//, isVideo ? 'video/' : 'audio/')
}

/** Kept as it is, so that an upload is not lost for a missing program; but renditions that are asked for are an error. */
function withoutFfmpeg({ fileName, options }: ProcessorInput, { kind }: FileProbe): ProcessorResult {
  const { media, xmpKeywords } = options
  if (media && media.encodings.length + media.adaptiveSets.length + media.smartCrops.length > 0)
    throw new DarkroomError('bad-file', say('ffmpegMissing', { file: fileName }))
  const { assetType, mimeType } = fileKind(kind)
  return {
    assetType,
    mimeType,
    metadata: xmpKeywords.length > 0 ? { 'dc.subject': JSON.stringify([...new Set(xmpKeywords)]) } : {},
    derived: [],
    warnings: [say('storedUnread', { file: fileName })],
  }
}
