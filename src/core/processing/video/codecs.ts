export type VideoCodec = 'h264' | 'hevc' | 'vp8' | 'vp9'
export type AudioCodec = 'aac' | 'mp3' | 'opus' | 'vorbis'
export type Container = 'mp4' | 'webm'

export const videoEncoders: Readonly<Record<VideoCodec, string>> = {
  h264: 'libx264',
  hevc: 'libx265',
  vp8: 'libvpx',
  vp9: 'libvpx-vp9',
}

export const audioEncoders: Readonly<Record<AudioCodec, string>> = {
  aac: 'aac',
  mp3: 'libmp3lame',
  opus: 'libopus',
  vorbis: 'libvorbis',
}

/** Sample rates that an encoder takes, in Hz. */
export const sampleRates: Readonly<Record<AudioCodec, readonly number[]>> = {
  aac: [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000],
  mp3: [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000],
  opus: [8_000, 12_000, 16_000, 24_000, 48_000],
  vorbis: [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000],
}

const videoNames: Readonly<Record<string, VideoCodec>> = {
  h264: 'h264',
  avc: 'h264',
  avc1: 'h264',
  x264: 'h264',
  libx264: 'h264',
  mpeg4avc: 'h264',
  h265: 'hevc',
  hevc: 'hevc',
  hvc1: 'hevc',
  x265: 'hevc',
  libx265: 'hevc',
  vp8: 'vp8',
  libvpx: 'vp8',
  vp9: 'vp9',
  libvpxvp9: 'vp9',
}

const audioNames: Readonly<Record<string, AudioCodec>> = {
  aac: 'aac',
  aaclc: 'aac',
  mp4a: 'aac',
  mp3: 'mp3',
  libmp3lame: 'mp3',
  opus: 'opus',
  libopus: 'opus',
  vorbis: 'vorbis',
  oggvorbis: 'vorbis',
  libvorbis: 'vorbis',
}

/** The codec that a client means ('H.264', 'avc1', 'libx264'); undefined: none that can be made. */
export function videoCodecNamed(name: string): VideoCodec | undefined {
  return videoNames[bare(name)]
}

export function audioCodecNamed(name: string): AudioCodec | undefined {
  return audioNames[bare(name)]
}

export function containerOf(codec: VideoCodec): Container {
  return codec === 'vp8' || codec === 'vp9' ? 'webm' : 'mp4'
}

/** What a container may hold beside its video, the usual one first. */
export const audioOf: Readonly<Record<Container, readonly AudioCodec[]>> = {
  mp4: ['aac', 'mp3', 'opus'],
  webm: ['opus', 'vorbis'],
}

export const mimeTypes: Readonly<Record<Container, string>> = { mp4: 'video/mp4', webm: 'video/webm' }

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
