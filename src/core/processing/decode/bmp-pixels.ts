import type { BmpHeader } from './bmp-header.ts'

/** A row of uncompressed BMP pixels as RGB, or RGBA where the header has an alpha mask. `colors`: RGB of each index. */
export function bmpPixels(header: BmpHeader, bytes: Buffer, colors: Uint8Array): Uint8Array {
  const { width, bitsPerPixel, channels, masks } = header
  const row = new Uint8Array(width * channels)
  if (masks) {
    const scales = masks.map(scaleOf)
    for (let x = 0; x < width; x++) {
      const pixel = bitsPerPixel === 16 ? bytes.readUInt16LE(x * 2) : bytes.readUInt32LE(x * 4)
      for (let part = 0; part < channels; part++)
        row[x * channels + part] = ((pixel & (masks[part] ?? 0)) >>> 0) * (scales[part] ?? 0) + 0.5
    }
    return row
  }
  if (bitsPerPixel === 24) {
    for (let at = 0; at < row.length; at += 3) {
      row[at] = bytes[at + 2] ?? 0
      row[at + 1] = bytes[at + 1] ?? 0
      row[at + 2] = bytes[at] ?? 0
    }
    return row
  }
  const perByte = 8 / bitsPerPixel
  const mask = 2 ** bitsPerPixel - 1
  for (let x = 0; x < width; x++) {
    const byte = bytes[Math.floor(x / perByte)] ?? 0
    const index = (byte >> (8 - bitsPerPixel * ((x % perByte) + 1))) & mask
    for (let part = 0; part < 3; part++) row[x * 3 + part] = colors[index * 3 + part] ?? 0
  }
  return row
}

/** From the masked bits, where they lie, to 0 to 255. */
function scaleOf(mask: number): number {
  return mask === 0 ? 0 : 255 / (mask >>> 0)
}
