import { MetadataRecord } from '../metadata/metadata-record.ts'
import type { MediaFacts } from './media-facts.ts'

/** Titles that containers carry, by what XMP calls them. Lists: what XMP has several of. */
const described: Readonly<Record<string, { readonly key: string; readonly list?: true }>> = {
  title: { key: 'dc.title' },
  description: { key: 'dc.description' },
  synopsis: { key: 'dc.description' },
  copyright: { key: 'dc.rights' },
  artist: { key: 'xmpDM.artist' },
  album: { key: 'xmpDM.album' },
  composer: { key: 'xmpDM.composer' },
  genre: { key: 'xmpDM.genre' },
  track: { key: 'xmpDM.trackNumber' },
  comment: { key: 'xmpDM.logComment' },
  date: { key: 'xmpDM.releaseDate' },
  creation_time: { key: 'xmp.CreateDate' },
  keywords: { key: 'dc.subject', list: true },
}

/** Facts and titles as metadata: `video.*` and `audio.*` for the streams, XMP's names for titles. */
export function mediaMetadata(
  facts: MediaFacts,
  seconds: number,
  keywords: readonly string[] = [],
): Record<string, string> {
  const record = new MetadataRecord()
  for (const [tag, { key, list }] of Object.entries(described)) {
    const text = facts.tags[tag]
    if (text === undefined) continue
    if (list) record.addToList(key, text.split(/[,;]/))
    else record.set(key, text)
  }
  const { video, audio } = facts
  const set = (key: string, value: number | string | undefined) => {
    if (value !== undefined) record.set(key, String(value))
  }
  const duration = Number(seconds.toFixed(3))
  if (video) {
    set('video.Duration', duration)
    set('video.Width', video.width)
    set('video.Height', video.height)
    set('video.FrameRate', video.frameRate && Number(video.frameRate.toFixed(3)))
    set('video.Codec', video.codec)
    set('video.Profile', video.profile)
    set('video.BitRate', video.bitRate ?? facts.bitRate)
    set('video.Rotation', video.rotation)
  }
  if (audio) {
    if (!video) set('audio.Duration', duration)
    set('audio.Codec', audio.codec)
    set('audio.BitRate', audio.bitRate ?? (video ? undefined : facts.bitRate))
    set('audio.SampleRate', audio.sampleRate)
    set('audio.Channels', audio.channels)
  }
  if (keywords.length > 0) record.addToList('dc.subject', keywords)
  return record.toRecord()
}
