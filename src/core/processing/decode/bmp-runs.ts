import type { BmpHeader } from './bmp-header.ts'

/** Read from the file at a time, in bytes. */
const chunkBytes = 65_536

const endOfLine = 0
const endOfPicture = 1
const jump = 2

/**
 * The rows of a run-length coded BMP (RLE8, RLE4) as indices into its palette, in the order of the file. Pixels that the code jumps over
 * have index 0, rows behind the end of the picture too. Ends early when the code does. `read` gives what there is.
 */
export function* bmpRuns(
  { width, height, compression }: BmpHeader,
  read: (at: number, bytes: number) => Buffer,
): Generator<Uint8Array> {
  const nibbles = compression === 'rle4'
  const next = byteReader(read)
  let row = new Uint8Array(width)
  let [x, y] = [0, 0]
  const put = (index: number) => {
    // Runs may go over the edge; what lies there is nowhere.
    if (x < width) row[x] = index
    x++
  }
  function* endRow(): Generator<Uint8Array> {
    yield row
    row = new Uint8Array(width)
    y++
  }
  while (y < height) {
    const [count, value] = [next(), next()]
    if (count === undefined || value === undefined) return
    if (count > 0) {
      for (let i = 0; i < count; i++) put(nibbles ? nibble(value, i) : value)
    } else if (value === endOfLine) {
      yield* endRow()
      x = 0
    } else if (value === endOfPicture) {
      while (y < height) yield* endRow()
    } else if (value === jump) {
      const [right, up] = [next(), next()]
      if (right === undefined || up === undefined) return
      x += right
      for (let i = 0; i < up && y < height; i++) yield* endRow()
    } else {
      const bytes = nibbles ? Math.ceil(value / 2) : value
      for (let i = 0; i < bytes; i++) {
        const byte = next()
        if (byte === undefined) return
        put(nibbles ? byte >> 4 : byte)
        if (nibbles && i * 2 + 1 < value) put(byte & 15)
      }
      if (bytes % 2 === 1) next()
    }
  }
}

function nibble(pair: number, i: number): number {
  return i % 2 === 0 ? pair >> 4 : pair & 15
}

function byteReader(read: (at: number, bytes: number) => Buffer): () => number | undefined {
  let chunk: Buffer = Buffer.alloc(0)
  let start = 0
  let at = 0
  return () => {
    if (at >= chunk.length) {
      start += chunk.length
      chunk = read(start, chunkBytes)
      at = 0
    }
    return chunk[at++]
  }
}
