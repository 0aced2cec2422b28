import type { Mp4Index } from './mp4-index.ts'

/** One rendition as the manifests show it. */
export interface Variant {
  readonly width: number
  readonly height: number
  readonly frameRate: number | undefined
  readonly index: Mp4Index
}

export const hlsMimeType = 'application/vnd.apple.mpegurl'

/** The master playlist (RFC 8216): each rendition with the playlist of its segments. */
export function masterPlaylist(variants: readonly (Variant & { readonly url: string })[]): string {
  const lines = variants.flatMap(({ url, width, height, frameRate, index }) => {
    const attributes = [
      `BANDWIDTH=${peakBandwidth(index)}`,
      `AVERAGE-BANDWIDTH=${averageBandwidth(index)}`,
      `RESOLUTION=${width}x${height}`,
      ...(frameRate === undefined ? [] : [`FRAME-RATE=${frameRate.toFixed(3)}`]),
      `CODECS="${index.codecs.join(',')}"`,
    ]
    return [`#EXT-X-STREAM-INF:${attributes.join(',')}`, url]
  })
  return ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', ...lines, ''].join('\n')
}

/** The segments of one rendition: byte ranges of its file. */
export function mediaPlaylist({ header, segments }: Mp4Index, url: string): string {
  const longest = Math.max(...segments.map(({ seconds }) => Math.ceil(seconds)), 1)
  const lines = segments.flatMap(({ start, length, seconds }) => [
    `#EXTINF:${seconds.toFixed(5)},`,
    `#EXT-X-BYTERANGE:${length}@${start}`,
    url,
  ])
  return [
    ...['#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${longest}`, '#EXT-X-MEDIA-SEQUENCE:0'],
    ...['#EXT-X-PLAYLIST-TYPE:VOD', '#EXT-X-INDEPENDENT-SEGMENTS'],
    `#EXT-X-MAP:URI="${url}",BYTERANGE="${header.length}@${header.start}"`,
    ...[...lines, '#EXT-X-ENDLIST', ''],
  ].join('\n')
}

/** Bit/s of the segment that takes the most. */
export function peakBandwidth({ segments }: Mp4Index): number {
  return Math.ceil(Math.max(...segments.map(({ length, seconds }) => (8 * length) / (seconds || 1)), 1))
}

/** Bit/s of all segments together. */
export function averageBandwidth({ segments }: Mp4Index): number {
  const sum = (value: (one: Mp4Index['segments'][number]) => number) =>
    segments.reduce((total, one) => total + value(one), 0)
  return Math.ceil((8 * sum(({ length }) => length)) / (sum(({ seconds }) => seconds) || 1))
}
