import type { FileKindName } from '../recognition/file-kinds.ts'

/**
 * The FFmpeg reader for each kind. It is always named: left to guess, FFmpeg would take a playlist for a video and read
 * the files that it names.
 */
export const videoDemuxers: Readonly<Partial<Record<FileKindName, string>>> = {
  mp4: 'mov',
  quicktime: 'mov',
  '3gp': 'mov',
  webm: 'matroska',
  matroska: 'matroska',
  avi: 'avi',
  flv: 'flv',
  mpeg: 'mpeg',
  mpegts: 'mpegts',
  wmv: 'asf',
  ogv: 'ogg',
}

export const audioDemuxers: Readonly<Partial<Record<FileKindName, string>>> = {
  mp3: 'mp3',
  wav: 'wav',
  aac: 'aac',
  ogg: 'ogg',
  flac: 'flac',
  m4a: 'mov',
  wma: 'asf',
  aiff: 'aiff',
}

/** Readers of formats that state their length, so that a file that ends before it is known to be cut off. */
export const declaresLength: ReadonlySet<string> = new Set([
  'mov',
  'matroska',
  'avi',
  'asf',
  'wav',
  'flac',
  'aiff',
])

/** The reader for a file, of which the head decides between MPEG's system stream and a bare video stream. */
export function demuxerOf(kind: FileKindName, head: Buffer): string {
  if (kind === 'mpeg' && head[3] === 0xb3) return 'mpegvideo'
  const name = videoDemuxers[kind] ?? audioDemuxers[kind]
  if (name === undefined) throw new Error(`no FFmpeg reader for ${kind}`)
  return name
}
