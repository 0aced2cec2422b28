import type { FileKindName } from './file-kinds.ts'

const timedTextNamespace = /http:\/\/www\.w3\.org\/(ns\/ttml|2006\/(10|04)\/ttaf1)/

/** Captions that are no XML, by how they begin: WebVTT, SubRip (a number and a line of times), Scenarist. */
export function captionKind(start: string): FileKindName | undefined {
  if (start.startsWith('WEBVTT')) return 'vtt'
  if (start.startsWith('Scenarist_SCC V')) return 'scc'
  return /^\d+[ \t]*\r?\n\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->/.test(start) ? 'srt' : undefined
}

/** Playlists of HLS (RFC 8216, 4.3.1). */
export function playlistKind(start: string): FileKindName | undefined {
  return start.startsWith('#EXTM3U') ? 'hls' : undefined
}

/** XML that belongs to videos, by its root element: timed text (TTML, DFXP), manifests of DASH, and lists of cue points. */
export function videoXmlKind(root: string, attributes: string): FileKindName | undefined {
  if (root === 'tt' && timedTextNamespace.test(attributes)) return 'ttml'
  if (root === 'MPD' && attributes.includes('urn:mpeg:dash:schema:mpd:')) return 'dash'
  return /^(flvcore)?cuepoints$/i.test(root) ? 'cuePoints' : undefined
}
