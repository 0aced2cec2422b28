import { assetNameOf } from '../../assets/target-path.ts'
import { say } from '../../messages/messages.ts'
import type { GeneratedAsset } from '../generated-asset.ts'
import type { AvsEncoding, VideoEncoding } from '../options/option-types.ts'
import { type AdaptiveMember, adaptiveSet } from './adaptive/adaptive-set.ts'
import type { MediaFacts } from './media-facts.ts'
import { carryOut, freePart, type PlannedRendition, planOf, type VideoWork } from './video-work.ts'
import type { WorkDone } from './work-done.ts'

const defaultSegmentSeconds = 2
const leastSegmentSeconds = 1
const mostSegmentSeconds = 10

export interface PlannedSet {
  readonly part: string
  /** Without extension. */
  readonly fileName: string
  readonly set: AvsEncoding
  readonly segmentSeconds: number
  readonly renditions: readonly PlannedRendition[]
}

/** Plans the renditions of a set. The first one is called `<name>-AVS`, further ones have their own name in between. */
export function planSet(work: VideoWork, set: AvsEncoding, i: number, used: Set<string>): PlannedSet {
  const encodings = set.videoEncodingArray.items
  const segmentSeconds = segmentSecondsOf(encodings[0], work.facts)
  const base = assetNameOf(work.input.fileName)
  const name = set.name.trim().replace(/[/\\\p{Cc}]/gu, '-') || String(i + 1)
  return {
    part: freePart(`avs-${i + 1}`, used),
    fileName: i === 0 ? `${base}-AVS` : `${base}-${name}-AVS`,
    set,
    segmentSeconds,
    renditions: encodings.map((encoding) => planOf(work, `avs-${i + 1}`, encoding, used, { segmentSeconds })),
  }
}

/** A key frame begins each segment, in all renditions at the same times: the distance that the first one asks for. */
function segmentSecondsOf(first: VideoEncoding | undefined, { video }: MediaFacts): number {
  const { keyframeInterval = 0, frameRate = 0 } = first ?? {}
  const rate = frameRate > 0 ? frameRate : (video?.frameRate ?? 25)
  if (keyframeInterval <= 0) return defaultSegmentSeconds
  const seconds = Math.min(Math.max(keyframeInterval / rate, leastSegmentSeconds), mostSegmentSeconds)
  return Number(seconds.toFixed(3))
}

/** Makes the set with its renditions and manifests. */
export async function makeSet(
  work: VideoWork,
  plannedSet: PlannedSet,
  excludeMaster: boolean,
  done: WorkDone,
): Promise<readonly GeneratedAsset[]> {
  const { input, tools, facts, seconds, warnings } = work
  const { part, fileName, set, segmentSeconds, renditions } = plannedSet
  const members: AdaptiveMember[] = []
  for (const planned of renditions)
    members.push({ ...(await carryOut(work, planned, done)), audioBitrate: planned.encoding.audioBitrate })
  const joins = !excludeMaster && isPlayable(work)
  if (!excludeMaster && !joins)
    warnings.push(
      say('adaptiveSetWithoutMaster', {
        name: set.name,
        file: input.fileName,
        codec: facts.video.codec,
      }),
    )
  return await adaptiveSet({
    ...{ tools, workFolder: input.workFolder, part, name: fileName, seconds, segmentSeconds, members },
    alsoMembers: joins ? [''] : [],
    attributes: { adaptiveSet: set.name },
  })
}

/** What browsers play as it is. */
function isPlayable({ source, facts }: VideoWork): boolean {
  const { video, audio } = facts
  const sound = audio?.codec
  if (source.demuxer === 'mov')
    return video.codec === 'h264' && (sound === undefined || sound === 'aac' || sound === 'mp3')
  if (source.demuxer !== 'matroska') return false
  return (
    (video.codec === 'vp8' || video.codec === 'vp9') &&
    (sound === undefined || sound === 'opus' || sound === 'vorbis')
  )
}
