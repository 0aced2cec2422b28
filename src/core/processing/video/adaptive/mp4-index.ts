import { type FileHandle, open } from 'node:fs/promises'
import { codecNames } from './codec-names.ts'

/** A part of a file, from byte `start` on. */
export interface Bytes {
  readonly start: number
  readonly length: number
}

export interface Segment extends Bytes {
  /** In seconds. */
  readonly seconds: number
}

/** Where the parts of a fragmented MP4 file with an index in front lie (ISO/IEC 14496-12, `sidx`). */
export interface Mp4Index {
  /** All that a player needs before the first segment. */
  readonly header: Bytes
  /** The index of the first track. */
  readonly index: Bytes
  readonly segments: readonly Segment[]
  /** As RFC 6381 names them, in the order of the tracks. */
  readonly codecs: readonly string[]
  readonly size: number
}

/** Headers are small; more would be another kind of file. */
const maxHeaderBytes = 16 * 2 ** 20

/** Reads the index of a file that FFmpeg wrote. Throws for any other. */
export async function readMp4Index(path: string): Promise<Mp4Index> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const header: Bytes = { start: 0, length: 0 }
    let codecs: readonly string[] = []
    for (let at = 0; at + 8 <= size; ) {
      const box = await readBox(file, at)
      if (box.length < 8) break
      if (box.type === 'moov') codecs = codecNames(await read(file, at, box.length))
      if (box.type === 'sidx') {
        const content = await read(file, at, box.length)
        return {
          header: { ...header, length: at },
          index: { start: at, length: box.length },
          segments: segmentsOf(content, at),
          codecs,
          size,
        }
      }
      at += box.length
    }
    throw new Error('a rendition has no index')
  } finally {
    await file.close()
  }
}

async function readBox(
  file: FileHandle,
  at: number,
): Promise<{ readonly type: string; readonly length: number }> {
  const head = await read(file, at, 8)
  return { length: head.readUInt32BE(0), type: head.toString('latin1', 4, 8) }
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  if (length > maxHeaderBytes) throw new Error('the header of a rendition is too large')
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, at)
  if (bytesRead < length) throw new Error('a rendition ends in its header')
  return buffer
}

function segmentsOf(sidx: Buffer, at: number): Segment[] {
  const wide = sidx.readUInt8(8) === 1
  const timescale = sidx.readUInt32BE(16)
  const firstOffset = wide ? Number(sidx.readBigUInt64BE(28)) : sidx.readUInt32BE(24)
  const countAt = (wide ? 36 : 28) + 2
  let start = at + sidx.length + firstOffset
  return Array.from({ length: sidx.readUInt16BE(countAt) }, (_, i) => {
    const entry = countAt + 2 + 12 * i
    const length = sidx.readUInt32BE(entry) & 0x7fffffff
    const segment = { start, length, seconds: sidx.readUInt32BE(entry + 4) / timescale }
    start += length
    return segment
  })
}
