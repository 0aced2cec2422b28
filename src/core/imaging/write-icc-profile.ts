export type Xyz = readonly [x: number, y: number, z: number]

/** The white of the space that profiles are connected in. */
export const d50: Xyz = [0.9642, 1, 0.8249]

/** A version 2.4 profile (ICC.1:2001-04): device class, colour space and connection space are codes of four characters. */
export function iccProfile(
  deviceClass: string,
  space: string,
  connection: string,
  tags: readonly (readonly [signature: string, data: Buffer])[],
): Buffer {
  const header = Buffer.alloc(128)
  header.writeUInt32BE(0x02400000, 8)
  header.write(deviceClass + space + connection, 12, 'latin1')
  header.write('acsp', 36, 'latin1')
  for (const [i, value] of d50.entries()) header.writeInt32BE(fixed(value), 68 + i * 4)
  const list = Buffer.alloc(4 + tags.length * 12)
  list.writeUInt32BE(tags.length, 0)
  const parts = [header, list]
  let at = header.length + list.length
  for (const [i, [signature, data]] of tags.entries()) {
    const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)])
    list.write(signature, 4 + i * 12, 'latin1')
    list.writeUInt32BE(at, 8 + i * 12)
    list.writeUInt32BE(data.length, 12 + i * 12)
    parts.push(padded)
    at += padded.length
  }
  header.writeUInt32BE(at, 0)
  return Buffer.concat(parts)
}

/** A tag of the type XYZ. */
export function xyzTag(values: Xyz): Buffer {
  const tag = Buffer.alloc(20)
  tag.write('XYZ ', 'latin1')
  for (const [i, value] of values.entries()) tag.writeInt32BE(fixed(value), 8 + i * 4)
  return tag
}

/** A tag of the type desc; `text` in ASCII. */
export function textTag(text: string): Buffer {
  const tag = Buffer.alloc(12 + text.length + 1 + 78)
  tag.write('desc', 'latin1')
  tag.writeUInt32BE(text.length + 1, 8)
  tag.write(text, 12, 'latin1')
  return tag
}

/** A tag of the type curv with a table: what samples from 0 to 1 mean in light, 0 to 1. */
export function curveTag(lightOf: (sample: number) => number, entries: number): Buffer {
  const tag = Buffer.alloc(12 + entries * 2)
  tag.write('curv', 'latin1')
  tag.writeUInt32BE(entries, 8)
  for (let i = 0; i < entries; i++)
    tag.writeUInt16BE(Math.round(lightOf(i / (entries - 1)) * 65_535), 12 + i * 2)
  return tag
}

function fixed(value: number): number {
  return Math.round(value * 65_536)
}
