/** Samples of a channel: 0 to 255, or 0 to 65535. */
export type Samples = Uint8Array | Uint16Array

/** The greatest value of samples of 8 or 16 bits. */
export function greatest(depth: 8 | 16): number {
  return depth === 8 ? 255 : 65_535
}

export function newSamples(depth: 8 | 16, count: number): Samples {
  return depth === 8 ? new Uint8Array(count) : new Uint16Array(count)
}

/**
 * Rows of samples as the file has them (big-endian; one bit: set is black; 32 bits: linear light in floating point) as
 * samples of 8 or 16 bits. Light beyond 0 to 1 is clipped.
 */
export function samplesOf(bytes: Uint8Array, width: number, rows: number, depth: 1 | 8 | 16 | 32): Samples {
  if (depth === 8) return bytes
  if (depth === 1) return expandBits(bytes, width, rows)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const out = new Uint16Array(width * rows)
  if (depth === 16) for (let i = 0; i < out.length; i++) out[i] = view.getUint16(2 * i)
  else for (let i = 0; i < out.length; i++) out[i] = encodeLight(view.getFloat32(4 * i))
  return out
}

function expandBits(bytes: Uint8Array, width: number, rows: number): Uint8Array {
  const out = new Uint8Array(width * rows)
  const rowBytes = Math.ceil(width / 8)
  for (let y = 0, to = 0; y < rows; y++)
    for (let x = 0; x < width; x++, to++)
      out[to] = ((bytes[y * rowBytes + (x >> 3)] as number) >> (7 - (x & 7))) & 1 ? 0 : 255
  return out
}

/** The curve of sRGB (IEC 61966-2-1), to 16 bits. */
function encodeLight(light: number): number {
  if (!(light > 0)) return 0
  if (light >= 1) return 65_535
  return 65_535 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055)
}

/** Rows are worked on in bands of about this size, in bytes, so that memory stays the same for any picture. */
const bandBytes = 4 * 1024 * 1024

/** How many rows of `rowBytes` bytes make a band; at least one. */
export function bandRows(rowBytes: number): number {
  return Math.max(1, Math.floor(bandBytes / rowBytes))
}
