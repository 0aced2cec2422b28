import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { say } from '../../messages/messages.ts'
import { DamagedPictureError } from './decoding.ts'
import { jp2HeaderBytes, readJp2Header } from './jp2-header.ts'
import { openPixelSink } from './pixel-sink.ts'

/** What is used of the WebAssembly build of OpenJPEG. */
type OpenJpegFactory = (options: { print(): void; printErr(): void }) => Promise<OpenJpeg>
interface OpenJpeg {
  readonly J2KDecoder: new () => {
    getEncodedBuffer(bytes: number): Uint8Array
    getDecodedBuffer(): Uint8Array
    decode(): void
    getFrameInfo(): {
      readonly width: number
      readonly height: number
      readonly bitsPerSample: number
      readonly componentCount: number
    }
  }
}

/** Decodes a JPEG 2000 file of one or three channels into gray or RGB of 8 or 16 bits. */
export async function decodeJp2(path: string, output: string): Promise<void> {
  const file = await readFile(path)
  const header = readJp2Header(file.subarray(0, jp2HeaderBytes))
  const load = createRequire(import.meta.url)('@cornerstonejs/codec-openjpeg/decodewasmjs') as OpenJpegFactory
  const { J2KDecoder } = await load({ print: () => undefined, printErr: () => undefined })
  const decoder = new J2KDecoder()
  decoder.getEncodedBuffer(file.length).set(file)
  decoder.decode()
  const { width, height, componentCount: channels } = decoder.getFrameInfo()
  // The library tells of a broken stream on its error output alone.
  if (width !== header.width || height !== header.height || channels !== header.channels)
    throw new DamagedPictureError(say('notCompleteOrDecodable'))
  const { bits, precision } = header
  const space = channels === 1 ? (bits === 16 ? 'grey16' : 'b-w') : bits === 16 ? 'rgb16' : 'srgb'
  const sink = openPixelSink(output, { width, height, channels, bits, space })
  const decoded = decoder.getDecodedBuffer()
  const rowBytes = (width * channels * bits) / 8
  for (let row = 0; row < height; row++) {
    const bytes = decoded.slice(row * rowBytes, (row + 1) * rowBytes)
    if (precision !== bits) stretch(bits === 16 ? new Uint16Array(bytes.buffer) : bytes, precision, bits)
    sink.writeRows(row, bytes)
  }
  sink.close(header.profile)
}

/** From samples of `precision` bits to ones that fill `bits`. */
function stretch(samples: Uint8Array | Uint16Array, precision: number, bits: number): void {
  const scale = (2 ** bits - 1) / (2 ** precision - 1)
  for (let i = 0; i < samples.length; i++) samples[i] = Math.round((samples[i] ?? 0) * scale)
}
