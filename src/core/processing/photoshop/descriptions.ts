import { type DescribedLayer, readDescription } from './description-reader.ts'
import type { PsdHeader } from './header.ts'
import type { LayerRecord } from './layer-record.ts'
import type { PsdFile } from './psd-file.ts'

/** Blocks that are read through ag-psd: text, vector masks, colour fills, effects. */
const described = ['TySh', 'vmsk', 'vsms', 'SoCo', 'vscg', 'lfx2', 'lmfx', 'lrFX'] as const

/** The most bytes of descriptions of one layer that are read. */
export const maxDescriptionBytes = 16 * 1024 * 1024

/** What a layer says of itself beyond its pixels. */
export interface LayerDescription {
  readonly layer?: DescribedLayer
  /** True: it could not be read. */
  readonly damaged: boolean
}

/**
 * Reads the descriptions of a layer. ag-psd takes whole files in memory only, so it is given a file that consists of this
 * layer's record, without pixels.
 */
export async function describeLayer(
  file: PsdFile,
  { width, height, large }: PsdHeader,
  { blocks }: LayerRecord,
): Promise<LayerDescription> {
  const wanted = described.flatMap((key) => {
    const section = blocks.get(key)
    return section ? [{ key, section }] : []
  })
  if (wanted.length === 0) return { damaged: false }
  if (wanted.reduce((sum, { section }) => sum + section.length, 0) > maxDescriptionBytes)
    return { damaged: true }
  const parts: Buffer[] = []
  for (const { key, section } of wanted) {
    const data = await file.read(section.at, section.length)
    parts.push(ascii(`8BIM${key}`), u32(data.length), data, Buffer.alloc(data.length % 2))
  }
  const layer = await readDescription(skeleton(width, height, large, Buffer.concat(parts)))
  // ag-psd goes on without a block that it can not read.
  const lost = layer === undefined || (blocks.has('TySh') && layer.text === undefined)
  return { ...(layer && { layer }), damaged: lost }
}

/** The least Photoshop file with one layer that has the given blocks. The size is what outlines are measured in. */
function skeleton(width: number, height: number, large: boolean, blocks: Buffer): Buffer {
  const length = (bytes: number) => (large ? Buffer.concat([u32(0), u32(bytes)]) : u32(bytes))
  const size = [u16(3), u32(height), u32(width), u16(8), u16(3)]
  const header = Buffer.concat([ascii('8BPS'), u16(large ? 2 : 1), Buffer.alloc(6), ...size])
  const extra = Buffer.concat([u32(0), u32(0), Buffer.alloc(4), blocks])
  const frame = Buffer.concat([Buffer.alloc(16), u16(0), ascii('8BIMnorm'), Buffer.from([255, 0, 0, 0])])
  const record = Buffer.concat([u16(1), frame, u32(extra.length), extra])
  const even = Buffer.concat([record, Buffer.alloc(record.length % 2)])
  const layers = Buffer.concat([length(even.length), even, u32(0)])
  return Buffer.concat([header, u32(0), u32(0), length(layers.length), layers])
}

const ascii = (text: string) => Buffer.from(text, 'latin1')
const u16 = (value: number) => Buffer.from([value >> 8, value & 0xff])

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
