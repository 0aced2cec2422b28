import { deflateSync } from 'node:zlib'
import type { Samples } from './samples.ts'

/** For tests: a Photoshop file without layers, in any mode and compression; ag-psd writes RGB of 8 bits only. */
export interface MergedPsd {
  readonly width: number
  readonly height: number
  /** The number of the colour mode in the file format: 3 is RGB. */
  readonly mode: number
  readonly depth: 1 | 8 | 16 | 32
  /** One array of samples a channel, as the file has them; bits and floats as their bytes. */
  readonly channels: readonly (Samples | Float32Array)[]
  readonly compression?: 'raw' | 'packed' | 'zip' | 'predicted'
  readonly large?: boolean
  /** Image resources by their numbers. */
  readonly resources?: Readonly<Record<number, Buffer>>
  readonly palette?: Buffer
  /** A layer of the same size and depth, its channels by their numbers (-1: transparency), packed as ZIP. */
  readonly layer?: Readonly<Record<number, Samples>>
  /** True: the list of layers, of which the only one is empty, says that the first further channel is transparency. */
  readonly transparency?: boolean
}

/** For tests: writes such a file. */
export function mergedPsd(psd: MergedPsd): Buffer {
  const { width, height, mode, depth, channels, large = false } = psd
  const length = (bytes: number) => (large ? Buffer.concat([u32(0), u32(bytes)]) : u32(bytes))
  const header = Buffer.concat([
    Buffer.from('8BPS'),
    u16(large ? 2 : 1),
    Buffer.alloc(6),
    u16(channels.length),
    ...[u32(height), u32(width), u16(depth), u16(mode)],
  ])
  const palette = psd.palette ?? Buffer.alloc(0)
  const resources = Buffer.concat(
    Object.entries(psd.resources ?? {}).map(([id, data]) =>
      Buffer.concat([
        Buffer.from('8BIM'),
        u16(Number(id)),
        u16(0),
        u32(data.length),
        data,
        Buffer.alloc(data.length % 2),
      ]),
    ),
  )
  const info = psd.layer ? oneLayer(psd, psd.layer) : psd.transparency ? emptyLayer() : Buffer.alloc(0)
  // With 16 bits Photoshop keeps the list in a block behind its usual place.
  const list =
    info.length === 0
      ? info
      : depth === 16
        ? Buffer.concat([length(0), u32(0), Buffer.from('8BIMLr16'), length(info.length), info])
        : Buffer.concat([length(info.length), info, u32(0)])
  return Buffer.concat([
    header,
    u32(palette.length),
    palette,
    u32(resources.length),
    resources,
    length(list.length),
    list,
    mergedSection(psd),
  ])
}

function oneLayer(
  { width, height, depth, large }: MergedPsd,
  channels: Readonly<Record<number, Samples>>,
): Buffer {
  const data = Object.entries(channels).map(([id, samples]) => {
    const packed = deflateSync(predict(bigEndian(samples), height, depth))
    return { id: Number(id), bytes: Buffer.concat([u16(3), packed]) }
  })
  const extra = Buffer.concat([u32(0), u32(0), Buffer.from([3]), Buffer.from('One')])
  const lengths = data.flatMap(({ id, bytes }) => [
    u16(id & 0xffff),
    ...(large ? [u32(0)] : []),
    u32(bytes.length),
  ])
  return Buffer.concat([
    ...[u16(1), u32(0), u32(0), u32(height), u32(width), u16(data.length), ...lengths],
    ...[Buffer.from('8BIMnorm'), Buffer.from([255, 0, 0, 0]), u32(extra.length), extra],
    ...data.map(({ bytes }) => bytes),
  ])
}

/** A list of minus one layers: one, and there is transparency. */
function emptyLayer(): Buffer {
  const extra = Buffer.alloc(12)
  const frame = [Buffer.alloc(16), u16(0), Buffer.from('8BIMnorm'), Buffer.from([255, 0, 0, 0])]
  return Buffer.concat([Buffer.from([0xff, 0xff]), ...frame, u32(extra.length), extra])
}

function mergedSection({ width, height, depth, channels, compression = 'raw', large }: MergedPsd): Buffer {
  const rowBytes = Math.ceil((width * depth) / 8)
  const planes = channels.map(bigEndian)
  if (compression === 'raw') return Buffer.concat([u16(0), ...planes])
  if (compression === 'zip') return Buffer.concat([u16(2), deflateSync(Buffer.concat(planes))])
  if (compression === 'predicted') {
    const predicted = planes.map((plane) => predict(plane, height, depth))
    return Buffer.concat([u16(3), deflateSync(Buffer.concat(predicted))])
  }
  const rows = planes.flatMap((plane) =>
    Array.from({ length: height }, (_, y) => packBits(plane.subarray(y * rowBytes, (y + 1) * rowBytes))),
  )
  return Buffer.concat([u16(1), ...rows.map((row) => (large ? u32(row.length) : u16(row.length))), ...rows])
}

function bigEndian(samples: Samples | Float32Array): Buffer {
  const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
  const copy = Buffer.from(bytes)
  if (samples instanceof Uint16Array) return copy.swap16()
  return samples instanceof Float32Array ? copy.swap32() : copy
}

function predict(plane: Buffer, height: number, depth: number): Buffer {
  const rowBytes = plane.length / height
  const out = Buffer.from(plane)
  const step = depth === 16 ? 2 : 1
  for (let y = 0; y < height; y++)
    for (let at = (y + 1) * rowBytes - step; at > y * rowBytes; at -= step) {
      if (step === 2) out.writeUInt16BE((plane.readUInt16BE(at) - plane.readUInt16BE(at - 2)) & 0xffff, at)
      else out[at] = ((plane[at] as number) - (plane[at - 1] as number)) & 0xff
    }
  return out
}

/** Runs of three and more are packed, the rest is copied. */
export function packBits(row: Uint8Array): Buffer {
  const out: number[] = []
  for (let at = 0; at < row.length; ) {
    let run = 1
    while (run < 128 && at + run < row.length && row[at + run] === row[at]) run++
    if (run >= 3) {
      out.push(257 - run, row[at] as number)
      at += run
      continue
    }
    const start = at
    while (at < row.length && at - start < 128 && !(row[at] === row[at + 1] && row[at] === row[at + 2])) at++
    out.push(at - start - 1, ...row.subarray(start, at))
  }
  return Buffer.from(out)
}

function u16(value: number): Buffer {
  return Buffer.from([(value >> 8) & 0xff, value & 0xff])
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
