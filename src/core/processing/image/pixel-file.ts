import { open } from 'node:fs/promises'
import { endianness } from 'node:os'
import { DarkroomError } from '../../errors.ts'
import type { RawImage } from '../../imaging/raw-image.ts'
import { say } from '../../messages/messages.ts'

/** Before the pixels of a libvips `.v` file; after them come profile and other metadata. In bytes. */
export const headerBytes = 64
/** Numbers that libvips gives to sample formats. */
const unsigned8 = 0
const unsigned16 = 2

/** The pixels of a libvips `.v` file, which lie on disk as they would in memory: read and replaced by rows. */
export interface PixelFile {
  readonly width: number
  readonly height: number
  readonly channels: number
  /** The value of a full sample: 255 or 65535. */
  readonly fullSample: number
  /** Bytes of one row. */
  readonly rowBytes: number
  /** Rows `top` to `top + count - 1`, in memory of their own or at the start of `memory`; `hasAlpha` is passed on. */
  readRows(top: number, count: number, hasAlpha: boolean, memory?: ArrayBuffer): Promise<RawImage>
  writeRows(top: number, samples: RawImage['data']): Promise<void>
  close(): Promise<void>
}

/** Opens a `.v` file of 8 or 16 bits for reading and writing. Throws `internal` for anything else. */
export async function openPixelFile(path: string): Promise<PixelFile> {
  const file = await open(path, 'r+')
  const header = Buffer.alloc(headerBytes)
  await file.read(header, 0, headerBytes, 0)
  const read = (at: number) => (endianness() === 'LE' ? header.readInt32LE(at) : header.readInt32BE(at))
  const [width, height, channels, format] = [read(4), read(8), read(12), read(20)]
  if (format !== unsigned8 && format !== unsigned16) {
    await file.close()
    throw new DarkroomError('internal', say('pixelFormat', { format }))
  }
  const rowBytes = width * channels * (format === unsigned16 ? 2 : 1)
  const offsetOf = (row: number) => headerBytes + row * rowBytes
  return {
    width,
    height,
    channels,
    fullSample: format === unsigned16 ? 65_535 : 255,
    rowBytes,
    readRows: async (top, count, hasAlpha, memory = new ArrayBuffer(count * rowBytes)) => {
      const bytes = new Uint8Array(memory, 0, count * rowBytes)
      await transfer(bytes, offsetOf(top), async (at, position) => {
        const { bytesRead } = await file.read(bytes, at, bytes.length - at, position)
        return bytesRead
      })
      const data = format === unsigned16 ? new Uint16Array(memory, 0, bytes.length / 2) : bytes
      return { data, width, height: count, channels, hasAlpha }
    },
    writeRows: async (top, samples) => {
      const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
      await transfer(bytes, offsetOf(top), async (at, position) => {
        const { bytesWritten } = await file.write(bytes, at, bytes.length - at, position)
        return bytesWritten
      })
    },
    close: () => file.close(),
  }
}

/** Repeats a read or write until all bytes are through: the system may do less than asked in one go. */
async function transfer(
  bytes: Uint8Array,
  offset: number,
  once: (at: number, position: number) => Promise<number>,
): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const moved = await once(at, offset + at)
    if (moved === 0) throw new DarkroomError('internal', say('pixelFileEnds'))
    at += moved
  }
}
