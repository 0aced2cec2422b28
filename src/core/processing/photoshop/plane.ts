import { say } from '../../messages/messages.ts'
import { unpackBits } from './pack-bits.ts'
import { cutOff, damaged, type PsdFile } from './psd-file.ts'
import { type Samples, samplesOf } from './samples.ts'

/** One channel of a picture, read by rows in any order. */
export interface Plane {
  readonly width: number
  readonly height: number
  /** `width * count` samples. Throws `bad-file` where the data are damaged. */
  rows(top: number, count: number): Promise<Samples>
}

/** What a channel is made of. */
export interface PlaneShape {
  readonly width: number
  readonly height: number
  readonly depth: 1 | 8 | 16 | 32
}

/** Of one row of samples, unpacked, in bytes. */
export function rowBytesOf({ width, depth }: PlaneShape): number {
  return Math.ceil((width * depth) / 8)
}

/** A channel whose rows lie in the file as they are, the first at byte `at`; `unpredict` turns differences into values. */
export function rawPlane(
  file: PsdFile,
  at: number,
  shape: PlaneShape,
  unpredict: (rows: Buffer, count: number) => Buffer = (rows) => rows,
): Plane {
  const rowBytes = rowBytesOf(shape)
  if (at + rowBytes * shape.height > file.size) throw cutOff(file.name)
  return {
    width: shape.width,
    height: shape.height,
    rows: async (top, count) => {
      const bytes = await file.read(at + top * rowBytes, count * rowBytes)
      return samplesOf(unpredict(bytes, count), shape.width, count, shape.depth)
    },
  }
}

/** Every so many rows the place of a row is kept; those between are summed up when they are read. */
const markEvery = 64

/**
 * A channel of PackBits rows. `lengthsAt` is where the lengths of its rows stand, 4 bytes each in a large document, else
 * 2; the first row lies at `dataAt`. `end`: where the channel must have ended.
 */
export async function packedPlane(
  file: PsdFile,
  { lengthsAt, dataAt, end }: { readonly lengthsAt: number; readonly dataAt: number; readonly end: number },
  large: boolean,
  shape: PlaneShape,
): Promise<Plane & { readonly end: number }> {
  const { width, height, depth } = shape
  const rowBytes = rowBytesOf(shape)
  const lengthBytes = large ? 4 : 2
  const marks: number[] = []
  const lengths = async (top: number, count: number) => {
    const list = await file.read(lengthsAt + top * lengthBytes, count * lengthBytes)
    return Array.from({ length: count }, (_, i) => list.readUIntBE(i * lengthBytes, lengthBytes))
  }
  let at = dataAt
  for (let top = 0; top < height; top += markEvery) {
    marks.push(at)
    for (const length of await lengths(top, Math.min(markEvery, height - top))) {
      // Packing makes a row longer by one byte in 128 at most; more is no picture, but a trap for memory.
      if (length > 2 * rowBytes + 64) throw damaged(file.name, say('psdRowLength'))
      at += length
    }
  }
  if (at > end) throw cutOff(file.name)
  return {
    width,
    height,
    end: at,
    rows: async (top, count) => {
      const mark = Math.floor(top / markEvery)
      const near = await lengths(mark * markEvery, top + count - mark * markEvery)
      const skipped = top - mark * markEvery
      const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
      const from = (marks[mark] ?? 0) + sum(near.slice(0, skipped))
      const own = near.slice(skipped)
      const packed = await file.read(from, sum(own))
      const bytes = new Uint8Array(count * rowBytes)
      let start = 0
      own.forEach((length, row) => {
        const out = bytes.subarray(row * rowBytes, (row + 1) * rowBytes)
        if (!unpackBits(packed.subarray(start, start + length), out))
          throw damaged(file.name, say('psdRow', { row: top + row }))
        start += length
      })
      return samplesOf(bytes, width, count, depth)
    },
  }
}
