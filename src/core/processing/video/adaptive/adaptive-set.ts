import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { assetNameOf } from '../../../assets/target-path.ts'
import type { GeneratedAsset, GeneratedFile } from '../../generated-asset.ts'
import { fragments, type Rendition } from '../encode-rendition.ts'
import type { MediaFacts } from '../media-facts.ts'
import type { MediaTools } from '../media-tools.ts'
import { dashManifest, dashMimeType } from './dash.ts'
import { hlsMimeType, masterPlaylist, mediaPlaylist, type Variant } from './hls.ts'
import { readMp4Index } from './mp4-index.ts'

/** A rendition of the set, and the asset that it becomes. */
export interface AdaptiveMember {
  readonly rendition: Rendition
  readonly asset: GeneratedFile
  /** In kbit/s, as asked for. */
  readonly audioBitrate: number
}

export interface AdaptiveSetRequest {
  readonly tools: MediaTools
  readonly workFolder: string
  /** Begins the names of parts and of files of the work folder. */
  readonly part: string
  /** File name of the assets, without extension: `film-AVS`. */
  readonly name: string
  readonly seconds: number
  readonly segmentSeconds: number
  readonly members: readonly AdaptiveMember[]
  /** Parts that join the set without being in its manifests. */
  readonly alsoMembers: readonly string[]
  readonly attributes: Readonly<Record<string, string>>
}

/**
 * The assets of an adaptive set: its renditions, a playlist for each, the HLS and DASH manifests, and the set itself. HLS
 * plays parts of the renditions; DASH players want picture and sound in files of their own, which are copied out of them.
 */
export async function adaptiveSet(request: AdaptiveSetRequest): Promise<readonly GeneratedAsset[]> {
  const { part, name, seconds, segmentSeconds, members, alsoMembers, attributes } = request
  const common = { engine: 'ImageConvert', attributes, metadata: {} } as const
  const folder = `${name}/`
  const renditions: Cut[] = []
  for (const [i, member] of members.entries()) renditions.push(await cut(request, member, i))
  const trackFile = async (path: string, of: string, fileName: string, mimeType: string) =>
    ({
      ...common,
      ...{ kind: 'file', assetType: 'Asset', part: `${part}/${of}`, fileName, folder, path, mimeType },
      ...{ fingerprint: await fingerprint(path), derived: [] },
    }) as const satisfies GeneratedFile
  const loudest = renditions
    .filter(({ facts }) => facts.audio)
    .sort((a, b) => b.audioBitrate - a.audioBitrate)[0]
  const soundPath = loudest?.track.sound
  const sound =
    soundPath === undefined
      ? undefined
      : await trackFile(soundPath, 'sound', `${name}-sound.mp4`, 'audio/mp4')
  const soundIndex = soundPath === undefined ? undefined : await readMp4Index(soundPath)
  const playlistOf = (i: number) => `${part}/playlist-${i + 1}`
  const pictureOf = (i: number) => `${part}/picture-${i + 1}`
  return [
    ...renditions.map(({ asset }) => asset),
    ...(await Promise.all(
      renditions.map(
        async ({ track, base }, i) =>
          await trackFile(track.video, `picture-${i + 1}`, `${base}-picture.mp4`, 'video/mp4'),
      ),
    )),
    ...(sound ? [sound] : []),
    ...renditions.map(
      ({ asset, whole, base }, i): GeneratedAsset => ({
        ...common,
        ...{ kind: 'text', assetType: 'Asset', mimeType: hlsMimeType, part: playlistOf(i), folder },
        // The name without an extension is the rendition's own address.
        fileName: `${base}-playlist.m3u8`,
        text: (urlOf) => mediaPlaylist(whole.index, urlOf(asset.part)),
      }),
    ),
    {
      ...common,
      ...{ kind: 'text', assetType: 'Asset', mimeType: hlsMimeType, part: `${part}/hls`, folder: '' },
      fileName: `${name}.m3u8`,
      text: (urlOf) =>
        masterPlaylist(renditions.map(({ whole }, i) => ({ ...whole, url: urlOf(playlistOf(i)) }))),
    },
    {
      ...common,
      ...{ kind: 'text', assetType: 'Asset', mimeType: dashMimeType, part: `${part}/dash`, folder: '' },
      fileName: `${name}.mpd`,
      text: (urlOf) =>
        dashManifest(
          seconds,
          segmentSeconds,
          renditions.map(({ silent }, i) => ({ ...silent, url: urlOf(pictureOf(i)) })),
          sound && soundIndex
            ? { index: soundIndex, url: urlOf(sound.part), sampleRate: loudest?.facts.audio?.sampleRate }
            : undefined,
        ),
    },
    {
      ...common,
      ...{
        kind: 'set',
        assetType: 'AssetSet',
        subType: 'AdaptiveVideoSet',
        part,
        fileName: name,
        folder: '',
      },
      members: [...renditions.map(({ asset }) => asset.part), ...alsoMembers],
    },
  ]
}

/** A rendition with its index, and its parts for DASH with theirs. */
interface Cut {
  readonly asset: GeneratedFile
  readonly facts: MediaFacts
  readonly audioBitrate: number
  readonly track: { readonly video: string; readonly sound: string | undefined }
  readonly whole: Variant
  readonly silent: Variant
  readonly base: string
}

async function cut(request: AdaptiveSetRequest, member: AdaptiveMember, i: number): Promise<Cut> {
  const { path, facts } = member.rendition
  const track = await splitTracks(request, member, i)
  const { width = 0, height = 0, frameRate } = facts.video ?? {}
  return {
    asset: { ...member.asset, fingerprint: await fingerprint(path) },
    whole: { width, height, frameRate, index: await readMp4Index(path) },
    silent: { width, height, frameRate, index: await readMp4Index(track.video) },
    facts,
    audioBitrate: member.audioBitrate,
    track,
    base: assetNameOf(member.asset.fileName),
  }
}

/** Copies picture and sound of a rendition into a file each. */
async function splitTracks(
  { tools, workFolder, part, segmentSeconds }: AdaptiveSetRequest,
  { rendition: { path, facts } }: AdaptiveMember,
  i: number,
): Promise<{ readonly video: string; readonly sound: string | undefined }> {
  const file = (of: string) => join(workFolder, `${part}-${i + 1}-${of}.mp4`)
  const video = file('picture')
  const sound = facts.audio ? file('sound') : undefined
  // Every frame of sound is a key frame, so fragments there go by time.
  const soundFragments = [
    ...['-movflags', '+delay_moov+default_base_moof+dash+global_sidx'],
    ...['-frag_duration', String(Math.round(segmentSeconds * 1e6))],
  ]
  await tools.convert(
    { path, demuxer: 'mov' },
    {
      parameters: [
        ...['-map', '0:v:0', '-c', 'copy', ...fragments, '-f', 'mp4', video],
        ...(sound === undefined
          ? []
          : ['-map', '0:a:0', '-c', 'copy', ...soundFragments, '-f', 'mp4', sound]),
      ],
    },
  )
  return { video, sound }
}

async function fingerprint(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex').slice(0, 16)
}
