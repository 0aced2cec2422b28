import { closeSync, openSync, readSync } from 'node:fs'
import { say } from '../../messages/messages.ts'
import { type BmpHeader, bmpHeaderBytes, readBmpHeader } from './bmp-header.ts'
import { bmpPixels } from './bmp-pixels.ts'
import { bmpRuns } from './bmp-runs.ts'
import { DamagedPictureError } from './decoding.ts'
import { openPixelSink } from './pixel-sink.ts'

/** Decodes a BMP file row by row into RGB or RGBA. Memory for a few rows only. */
export async function decodeBmp(path: string, output: string): Promise<void> {
  const file = openSync(path, 'r')
  try {
    const read = (at: number, bytes: number) => {
      const buffer = Buffer.alloc(bytes)
      return { buffer, got: readSync(file, buffer, 0, bytes, at) }
    }
    const header = readBmpHeader(read(0, bmpHeaderBytes).buffer)
    const colors = paletteColors(header, (at, bytes) => read(at, bytes).buffer)
    const sink = openPixelSink(output, { ...header, space: 'srgb' })
    const rowOf = (row: number) => (header.topDown ? row : header.height - 1 - row)
    if (header.compression === 'none') {
      const stride = Math.floor((header.bitsPerPixel * header.width + 31) / 32) * 4
      for (let row = 0; row < header.height; row++) {
        const { buffer, got } = read(header.pixelsAt + row * stride, stride)
        // The last row may go without its filling.
        if (got < Math.ceil((header.bitsPerPixel * header.width) / 8)) throw tooShort(row, header)
        sink.writeRows(rowOf(row), bmpPixels(header, buffer, colors))
      }
    } else {
      let row = 0
      for (const indices of bmpRuns(header, (at, bytes) => {
        const { buffer, got } = read(header.pixelsAt + at, bytes)
        return buffer.subarray(0, got)
      }))
        sink.writeRows(rowOf(row++), coloured(indices, colors))
      if (row < header.height) throw tooShort(row, header)
    }
    sink.close(header.profile && read(header.profile.at, header.profile.bytes).buffer)
  } finally {
    closeSync(file)
  }
}

function tooShort(rows: number, { height }: BmpHeader): DamagedPictureError {
  return new DamagedPictureError(say('endsAfterRows', { rows, height }))
}

/** RGB of each possible index; what the palette leaves out is black. */
function paletteColors({ palette }: BmpHeader, read: (at: number, bytes: number) => Buffer): Uint8Array {
  const colors = new Uint8Array(256 * 3)
  if (!palette) return colors
  const { at, entries, entryBytes } = palette
  const table = read(at, entries * entryBytes)
  for (let i = 0; i < entries; i++)
    colors.set(
      [table[i * entryBytes + 2] ?? 0, table[i * entryBytes + 1] ?? 0, table[i * entryBytes] ?? 0],
      i * 3,
    )
  return colors
}

/** RGB of a row of indices. */
function coloured(indices: Uint8Array, colors: Uint8Array): Uint8Array {
  const row = new Uint8Array(indices.length * 3)
  for (const [x, index] of indices.entries())
    for (let part = 0; part < 3; part++) row[x * 3 + part] = colors[index * 3 + part] ?? 0
  return row
}
