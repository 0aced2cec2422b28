import { join } from 'node:path'
import type { NestedMessage } from '../../messages/messages.ts'
import type { VideoEncoding } from '../options/option-types.ts'
import { audioTrack } from './audio-track.ts'
import { type AudioCodec, audioCodecNamed } from './codecs.ts'
import { type MediaFacts, readMediaFacts } from './media-facts.ts'
import type { MediaSource, MediaTools } from './media-tools.ts'

interface SoundFile {
  readonly extension: string
  readonly muxer: string
  readonly demuxer: string
  readonly mimeType: string
}

const soundFiles: Readonly<Record<AudioCodec, SoundFile>> = {
  aac: { extension: 'm4a', muxer: 'mp4', demuxer: 'mov', mimeType: 'audio/mp4' },
  mp3: { extension: 'mp3', muxer: 'mp3', demuxer: 'mp3', mimeType: 'audio/mpeg' },
  opus: { extension: 'opus', muxer: 'ogg', demuxer: 'ogg', mimeType: 'audio/ogg' },
  vorbis: { extension: 'ogg', muxer: 'ogg', demuxer: 'ogg', mimeType: 'audio/ogg' },
}

/** True when an encoding asks for sound and no video: its `videoCodec` is absent or `none`, its `audioCodec` is given. */
export function isSoundOnly({
  videoCodec = '',
  audioCodec = '',
  audioBitrate,
  videoBitrate,
}: VideoEncoding): boolean {
  const noVideo = videoCodec.toLowerCase() === 'none' || (videoCodec === '' && videoBitrate <= 0)
  return noVideo && audioCodec !== '' && audioCodec.toLowerCase() !== 'none' && audioBitrate > 0
}

export interface SoundRendition {
  readonly path: string
  readonly extension: string
  readonly mimeType: string
  readonly facts: MediaFacts
  readonly seconds: number
  readonly warnings: readonly NestedMessage[]
}

/** Encodes the sound alone. The source has sound. */
export async function encodeSound(
  tools: MediaTools,
  source: MediaSource,
  facts: MediaFacts,
  encoding: VideoEncoding,
  target: { readonly workFolder: string; readonly name: string; readonly fileName: string },
  played: (seconds: number) => void,
): Promise<SoundRendition> {
  const codec = audioCodecNamed(encoding.audioCodec ?? '') ?? 'aac'
  const { extension, muxer, demuxer, mimeType } = soundFiles[codec]
  const track = audioTrack(encoding, facts, codec === 'vorbis' ? 'webm' : 'mp4', [codec])
  const path = join(target.workFolder, `${target.name}.${extension}`)
  const { seconds } = await tools.convert(source, {
    parameters: [
      ...[
        '-map',
        `0:${facts.audio?.index ?? 0}`,
        '-vn',
        '-sn',
        '-dn',
        '-map_metadata',
        '-1',
        ...track.parameters,
      ],
      ...(muxer === 'mp4' ? ['-movflags', '+faststart'] : []),
      ...['-f', muxer, path],
    ],
    played,
  })
  const made = await readMediaFacts(tools, { path, demuxer }, target.fileName)
  return {
    path,
    extension,
    mimeType,
    facts: made,
    seconds: made.duration ?? seconds,
    warnings: track.warnings,
  }
}
