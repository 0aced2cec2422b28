import type { Metadata } from 'sharp'
import { type Said, say } from '../../messages/messages.ts'

/** What the image library holds of a picture at once while it reads it. */
export interface DecodedBytes {
  readonly bytes: number
  /** Why, as the end of a sentence; empty: pixels stream through. */
  readonly reason: Said
}

/**
 * Memory that a picture takes because its format, or turning it upright, needs all of it at once; 0: its pixels stream. Bytes
 * for each pixel as measured with sharp 0.35, without what every picture takes.
 */
export function decodedBytes(header: Metadata): DecodedBytes {
  const { width, height, orientation = 1 } = header
  const pixelBytes = header.channels * (sampleBytes[header.depth] ?? 1)
  const whole = wholePicture(header, pixelBytes)
  // Mirrored rows still stream.
  const turned = orientation > 2 ? pixelBytes : 0
  return {
    bytes: width * height * ((whole?.pixelBytes ?? 0) + turned),
    reason: whole?.reason ?? (turned > 0 ? say('decodedTurned') : ''),
  }
}

function wholePicture(
  { format, isProgressive, channels, bitsPerSample = 8 }: Metadata,
  pixelBytes: number,
): { readonly pixelBytes: number; readonly reason: Said } | undefined {
  if (format === 'png' && isProgressive) return { pixelBytes, reason: say('decodedInterlaced') }
  // Coefficients of 16 bits, until the last scan is read.
  if (format === 'jpeg' && isProgressive)
    return { pixelBytes: channels * 2, reason: say('decodedProgressive') }
  if (format === 'gif') return { pixelBytes: 5, reason: say('decodedWhole', { format: 'GIF' }) }
  if (format === 'webp') return { pixelBytes: 8, reason: say('decodedWhole', { format: 'WebP' }) }
  if (format === 'heif')
    return { pixelBytes: bitsPerSample > 8 ? 26 : 18, reason: say('decodedWhole', { format: 'AVIF' }) }
  return undefined
}

const sampleBytes: Readonly<Record<string, number>> = {
  ushort: 2,
  short: 2,
  uint: 4,
  int: 4,
  float: 4,
  complex: 8,
  double: 8,
  dpcomplex: 16,
}
