import { xmlEscape } from '../../../xml-escape.ts'
import { peakBandwidth, type Variant } from './hls.ts'
import type { Bytes, Mp4Index } from './mp4-index.ts'

export const dashMimeType = 'application/dash+xml'

/** A sound track of its own, as DASH players want it. */
export interface SoundTrack {
  readonly index: Mp4Index
  readonly url: string
  /** In Hz. */
  readonly sampleRate: number | undefined
}

/** The manifest (ISO/IEC 23009-1, on-demand profile): renditions that players change between, and their sound. */
export function dashManifest(
  seconds: number,
  segmentSeconds: number,
  videos: readonly (Variant & { readonly url: string })[],
  sound: SoundTrack | undefined,
): string {
  const set = (type: string, id: number, representations: readonly string[]) =>
    `<AdaptationSet id="${id}" contentType="${type}" mimeType="${type}/mp4" subsegmentAlignment="true" subsegmentStartsWithSAP="1">` +
    `${representations.join('')}</AdaptationSet>`
  const duration = (value: number) => `PT${value.toFixed(3)}S`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011" type="static"',
    ` mediaPresentationDuration="${duration(seconds)}" minBufferTime="${duration(segmentSeconds)}"><Period id="0" start="PT0S">`,
    ...byCodec(videos).map((group, id) =>
      set(
        'video',
        id + 1,
        group.map(({ width, height, frameRate, index, url }, i) => {
          const rate = frameRate === undefined ? '' : ` frameRate="${Math.round(frameRate * 1000)}/1000"`
          return representation(
            `video-${id + 1}-${i + 1}`,
            index,
            url,
            ` width="${width}" height="${height}"${rate}`,
          )
        }),
      ),
    ),
    sound
      ? set('audio', 0, [
          representation(
            'audio-1',
            sound.index,
            sound.url,
            sound.sampleRate === undefined ? '' : ` audioSamplingRate="${sound.sampleRate}"`,
          ),
        ])
      : '',
    '</Period></MPD>\n',
  ].join('')
}

/** Players do not change between codecs, so each has a set of its own. */
function byCodec<V extends Variant>(videos: readonly V[]): V[][] {
  const groups = new Map<string, V[]>()
  for (const video of videos) {
    const codec = video.index.codecs[0]?.slice(0, 4) ?? ''
    groups.set(codec, [...(groups.get(codec) ?? []), video])
  }
  return [...groups.values()]
}

function representation(id: string, index: Mp4Index, url: string, more: string): string {
  const range = ({ start, length }: Bytes) => `${start}-${start + length - 1}`
  return (
    `<Representation id="${id}" bandwidth="${peakBandwidth(index)}" codecs="${index.codecs.join(',')}"${more}>` +
    `<BaseURL>${xmlEscape(url)}</BaseURL><SegmentBase indexRange="${range(index.index)}">` +
    `<Initialization range="${range(index.header)}"/></SegmentBase></Representation>`
  )
}
