import type { Metadata } from 'sharp'

/** What the image library holds of a picture at once while it reads it. */
export interface DecodedBytes {
  readonly bytes: number
  /** Why, as the end of a sentence; empty: pixels stream through. */
  readonly reason: string
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
    reason: whole?.reason ?? (turned > 0 ? 'it has to be turned upright' : ''),
  }
}

function wholePicture(
  { format, isProgressive, channels, bitsPerSample = 8 }: Metadata,
  pixelBytes: number,
): { readonly pixelBytes: number; readonly reason: string } | undefined {
  if (format === 'png' && isProgressive) return { pixelBytes, reason: 'it is interlaced' }
  // Coefficients of 16 bits, until the last scan is read.
  if (format === 'jpeg' && isProgressive) return { pixelBytes: channels * 2, reason: 'it is progressive' }
  if (format === 'gif') return { pixelBytes: 5, reason: 'GIF is decoded as a whole' }
  if (format === 'webp') return { pixelBytes: 8, reason: 'WebP is decoded as a whole' }
  if (format === 'heif')
    return { pixelBytes: bitsPerSample > 8 ? 26 : 18, reason: 'AVIF is decoded as a whole' }
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
