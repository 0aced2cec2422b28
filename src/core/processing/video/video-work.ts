import type { NestedMessage } from '../../messages/messages.ts'
import type { VideoEncoding } from '../options/option-types.ts'
import type { ProcessorInput } from '../processor.ts'
import { encodeRendition, type Rendition } from './encode-rendition.ts'
import type { MediaFacts, VideoFacts } from './media-facts.ts'
import type { MediaSource, MediaTools } from './media-tools.ts'
import { renditionAsset } from './rendition-assets.ts'
import { type RenditionName, renditionName } from './rendition-name.ts'
import { type PlanOptions, planRendition, type RenditionPlan } from './rendition-plan.ts'
import { makePoster, type Poster, scaledPoster } from './thumbnail.ts'
import type { WorkDone } from './work-done.ts'

/** A video file whose renditions are made. */
export interface VideoWork {
  readonly input: ProcessorInput
  readonly tools: MediaTools
  readonly source: MediaSource
  readonly facts: MediaFacts & { readonly video: VideoFacts }
  readonly seconds: number
  /** Of the frame that stands for the video; undefined: no pictures. */
  readonly poster: Poster | undefined
  readonly warnings: NestedMessage[]
}

/** A rendition that is to be made. */
export interface PlannedRendition {
  /** Unique among those of the file; it may be part of a file name. */
  readonly part: string
  readonly encoding: VideoEncoding
  readonly name: RenditionName
  readonly plan: RenditionPlan
  readonly adaptive: boolean
  /** It shows a part of each frame. */
  readonly cropped: boolean
}

/** Parts name files of the work folder, with a few letters more. */
const maxPartLength = 60

/** Plans a rendition, and tells the work what can not be as asked. `used` holds the parts of the ones before. */
export function planOf(
  work: VideoWork,
  prefix: string,
  encoding: VideoEncoding,
  used: Set<string>,
  options: PlanOptions = {},
): PlannedRendition {
  const plan = planRendition(encoding, work.facts, options)
  const name = renditionName(work.input.fileName, encoding, plan.container)
  work.warnings.push(...plan.warnings, ...name.warnings)
  const part = freePart(`${prefix}${name.suffix}.${plan.container}`, used)
  const { segmentSeconds, crop } = options
  return { part, encoding, name, plan, adaptive: segmentSeconds !== undefined, cropped: crop !== undefined }
}

/** The part with `-2`, `-3`, ... where it is taken, and without what folders mean. */
export function freePart(wanted: string, used: Set<string>): string {
  const part = wanted.replace(/[^\p{L}\p{N}._-]/gu, '_').slice(0, maxPartLength)
  for (let n = 1; ; n++) {
    const free = n === 1 ? part : `${part}-${n}`
    if (used.has(free)) continue
    used.add(free)
    return free
  }
}

/** Encodes what was planned; the numbers of the passes go to `done`. */
export async function carryOut(work: VideoWork, planned: PlannedRendition, done: WorkDone) {
  const { input, tools, source, facts, warnings } = work
  const { part, encoding, name, plan, adaptive } = planned
  const { workFolder, fileName } = input
  const rendition = await encodeRendition({
    ...{ tools, source, facts, plan, workFolder, fileName },
    ...{ name: part, fragmented: adaptive, nextPass: () => done.nextPass() },
  })
  warnings.push(...rendition.warnings)
  const poster = await posterOf(work, planned, rendition)
  const told = adaptive ? { ...rendition, facts: withoutTrackRates(rendition.facts) } : rendition
  return { rendition, asset: renditionAsset(part, encoding, name, plan, told, poster) }
}

/** Of a file in fragments, FFmpeg counts the first one only. */
function withoutTrackRates({ video, audio, ...facts }: MediaFacts): MediaFacts {
  return {
    ...facts,
    ...(video && { video: { ...video, bitRate: undefined } }),
    ...(audio && { audio: { ...audio, bitRate: undefined } }),
  }
}

async function posterOf(
  { input: { workFolder, fileName }, tools, poster }: VideoWork,
  { part, plan: { container, width, height }, cropped }: PlannedRendition,
  { path, facts, seconds }: Rendition,
): Promise<Poster | undefined> {
  if (!poster || !facts.video) return undefined
  const name = `${part}-poster`
  const wanted = { width, height, format: facts.video.codec }
  if (!cropped) return await scaledPoster(poster, workFolder, name, wanted)
  const source = { path, demuxer: container === 'webm' ? 'matroska' : 'mov' }
  const at = lastFrameBefore(poster.at, seconds, facts.video)
  const request = { ...wanted, source, stream: facts.video.index, at }
  return await makePoster(tools, workFolder, name, request, fileName)
}

/** A time at which a frame is still shown. */
export function lastFrameBefore(at: number, seconds: number, { frameRate = 25 }: VideoFacts): number {
  return Math.max(0, Math.min(at, seconds - 1.5 / frameRate))
}
