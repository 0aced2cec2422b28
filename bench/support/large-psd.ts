import { open } from 'node:fs/promises'
import { packBits } from '../../src/core/processing/photoshop/test-merged-psd.ts'

/**
 * Writes a Photoshop file of `count` layers as large as the document, each a disc of noise on transparency, with its
 * merged image. A layer at a time: the file may be larger than memory. Returns its size in bytes.
 */
export async function writeLargePsd(path: string, side: number, count: number): Promise<number> {
  const planes = [1, 2, 3].map((seed) =>
    packedPlane(side, (x, y) => (inDisc(x, y, side) ? noise(x, y, seed) : 0)),
  )
  const alpha = packedPlane(side, (x, y) => (inDisc(x, y, side) ? 255 : 0))
  const channels = [[-1, alpha], ...planes.map((plane, id) => [id, plane])] as [number, Buffer][]
  const extra = Buffer.concat([u32(0), u32(0), Buffer.from([7]), Buffer.from('A layer')])
  const record = Buffer.concat([
    ...[0, 0, side, side].map(u32),
    u16(channels.length),
    ...channels.flatMap(([id, plane]) => [u16(id & 0xffff), u32(2 + plane.length)]),
    Buffer.from('8BIMnorm'),
    Buffer.from([255, 0, 0, 0]),
    u32(extra.length),
    extra,
  ])
  const records = Buffer.concat([u16(count), ...Array.from({ length: count }, () => record)])
  const pixels = count * channels.reduce((sum, [, plane]) => sum + 2 + plane.length, 0)
  const list = records.length + pixels + ((records.length + pixels) % 2)
  const file = await open(path, 'w')
  try {
    const size = [u16(3), u32(side), u32(side), u16(8), u16(3)]
    await file.write(Buffer.concat([Buffer.from('8BPS'), u16(1), Buffer.alloc(6), ...size, u32(0), u32(0)]))
    await file.write(Buffer.concat([u32(list + 8), u32(list), records]))
    for (let i = 0; i < count; i++)
      for (const [, plane] of channels) {
        await file.write(u16(1))
        await file.write(plane)
      }
    await file.write(Buffer.concat([Buffer.alloc((records.length + pixels) % 2), u32(0), u16(1)]))
    const tables = side * 2
    for (const plane of planes) await file.write(plane.subarray(0, tables))
    for (const plane of planes) await file.write(plane.subarray(tables))
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

/** Lengths of the rows, then the rows. */
function packedPlane(side: number, value: (x: number, y: number) => number): Buffer {
  const rows = Array.from({ length: side }, (_, y) =>
    packBits(Uint8Array.from({ length: side }, (_, x) => value(x, y))),
  )
  return Buffer.concat([...rows.map((row) => u16(row.length)), ...rows])
}

function inDisc(x: number, y: number, side: number): boolean {
  return (x - side / 2) ** 2 + (y - side / 2) ** 2 < (side * 0.45) ** 2
}

/** A slope with grain, about as hard to pack as a photograph. */
function noise(x: number, y: number, seed: number): number {
  const grain = (Math.imul(x * 7 + seed, 0x9e3779b1) ^ Math.imul(y * 13 + seed, 0x85ebca6b)) >>> 29
  return (((x + seed * y) >> 5) % 240) + grain
}

function u16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff])
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
