import { type FileHandle, open } from 'node:fs/promises'
import { endianness } from 'node:os'
import type { Samples } from './samples.ts'

const photometrics = { gray: 1, rgb: 2, cmyk: 5 } as const
export type Photometric = keyof typeof photometrics

/** What a plain TIFF is made of. */
export interface TiffShape {
  readonly width: number
  readonly height: number
  readonly photometric: Photometric
  readonly depth: 8 | 16
  /** Samples of a pixel, alpha included. */
  readonly samples: number
  /** True: the last sample of a pixel is alpha, not premultiplied. */
  readonly hasAlpha: boolean
  /** Pixels per inch. */
  readonly resolution: number
  readonly icc?: Buffer
  readonly xmp?: Buffer
  readonly iptc?: Buffer
}

interface Tag {
  readonly id: number
  /** TIFF 6.0 field type: 3 SHORT, 4 LONG, 5 RATIONAL, 7 UNDEFINED, 1 BYTE, 16 LONG8. */
  readonly type: 1 | 3 | 4 | 5 | 7 | 16
  readonly count: number
  readonly data: Buffer
}

const little = endianness() === 'LE'
/** From this many bytes of pixels on the file is a BigTIFF. */
const bigBytes = 4_000_000_000
const stripBytes = 1024 * 1024

/**
 * Writes a TIFF without compression, from bands of whole rows in order from the top, so that no more than a band is in
 * memory. Throws what the bands throw.
 */
export async function writeTiff(
  path: string,
  shape: TiffShape,
  bands: AsyncIterable<Samples>,
): Promise<void> {
  const rowBytes = shape.width * shape.samples * (shape.depth / 8)
  const pixelBytes = rowBytes * shape.height
  const big = pixelBytes > bigBytes
  const file = await open(path, 'wx')
  try {
    const start = big ? 16 : 8
    let at = start
    for await (const band of bands) {
      await writeAll(file, Buffer.from(band.buffer, band.byteOffset, band.byteLength), at)
      at += band.byteLength
    }
    if (at !== start + pixelBytes) throw new Error('the bands are not the whole picture')
    const directoryAt = at + (at % 2)
    await writeAll(file, directory(tagsOf(shape, rowBytes, start, big), directoryAt, big), directoryAt)
    await writeAll(file, header(directoryAt, big), 0)
  } finally {
    await file.close()
  }
}

function tagsOf(shape: TiffShape, rowBytes: number, start: number, big: boolean): Tag[] {
  const rows = Math.max(1, Math.floor(stripBytes / rowBytes))
  const strips = Math.ceil(shape.height / rows)
  const offsets = Array.from({ length: strips }, (_, i) => start + i * rows * rowBytes)
  const sizes = offsets.map((_, i) => Math.min(rows, shape.height - i * rows) * rowBytes)
  const long = big ? 16 : 4
  const ppi = Math.min(Math.max(Math.round(shape.resolution * 10_000), 1), 0xffff_ffff)
  const bytes = (id: number, data: Buffer | undefined, type: 1 | 7): Tag[] =>
    data ? [{ id, type, count: data.length, data }] : []
  return [
    numbers(256, 4, [shape.width]),
    numbers(257, 4, [shape.height]),
    numbers(
      258,
      3,
      Array.from({ length: shape.samples }, () => shape.depth),
    ),
    numbers(259, 3, [1]),
    numbers(262, 3, [photometrics[shape.photometric]]),
    numbers(273, long, offsets),
    numbers(277, 3, [shape.samples]),
    numbers(278, 4, [rows]),
    numbers(279, long, sizes),
    numbers(282, 5, [ppi, 10_000]),
    numbers(283, 5, [ppi, 10_000]),
    numbers(284, 3, [1]),
    numbers(296, 3, [2]),
    ...(shape.hasAlpha ? [numbers(338, 3, [2])] : []),
    ...bytes(700, shape.xmp, 1),
    ...bytes(33_723, shape.iptc, 7),
    ...bytes(34_675, shape.icc, 7),
  ]
}

/** A tag of numbers; a RATIONAL is two of them. */
function numbers(id: number, type: 3 | 4 | 5 | 16, values: readonly number[]): Tag {
  const size = type === 3 ? 2 : type === 16 ? 8 : 4
  const data = Buffer.alloc(size * values.length)
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  values.forEach((value, i) => {
    if (size === 2) view.setUint16(2 * i, value, little)
    else if (size === 4) view.setUint32(4 * i, value, little)
    else view.setBigUint64(8 * i, BigInt(value), little)
  })
  return { id, type, count: type === 5 ? values.length / 2 : values.length, data }
}

/** The directory, with the data that do not fit into its entries behind it. */
function directory(tags: readonly Tag[], at: number, big: boolean): Buffer {
  const [countBytes, entryBytes, room] = big ? [8, 20, 8] : [2, 12, 4]
  const head = Buffer.alloc(countBytes + tags.length * entryBytes + room)
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const setLong = (where: number, value: number) =>
    big ? view.setBigUint64(where, BigInt(value), little) : view.setUint32(where, value, little)
  if (big) setLong(0, tags.length)
  else view.setUint16(0, tags.length, little)
  const behind: Buffer[] = []
  let next = at + head.length
  tags.forEach(({ id, type, count, data }, i) => {
    const entry = countBytes + i * entryBytes
    view.setUint16(entry, id, little)
    view.setUint16(entry + 2, type, little)
    setLong(entry + 4, count)
    const valueAt = entry + 4 + room
    if (data.length <= room) data.copy(head, valueAt)
    else {
      setLong(valueAt, next)
      const padded = Buffer.concat([data, Buffer.alloc(data.length % 2)])
      behind.push(padded)
      next += padded.length
    }
  })
  return Buffer.concat([head, ...behind])
}

function header(directoryAt: number, big: boolean): Buffer {
  const head = Buffer.alloc(big ? 16 : 8)
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  head.write(little ? 'II' : 'MM', 'latin1')
  view.setUint16(2, big ? 43 : 42, little)
  if (!big) view.setUint32(4, directoryAt, little)
  else {
    view.setUint16(4, 8, little)
    view.setBigUint64(8, BigInt(directoryAt), little)
  }
  return head
}

async function writeAll(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}
