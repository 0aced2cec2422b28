import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import { Cursor } from './cursor.ts'
import type { PsdHeader } from './header.ts'
import { type LayerRecord, readBlocks, readLayerRecord } from './layer-record.ts'
import { damaged, type PsdFile } from './psd-file.ts'

/** What one file may have of layers. */
export interface LayerLimits {
  readonly maxLayers: number
  /** Sum of width times height of all layers. */
  readonly maxLayerPixels: number
}

export interface LayerList {
  /** From the bottom up, with an entry for both ends of each group. */
  readonly records: readonly LayerRecord[]
  /** True: the first channel of the merged image behind its colours is its transparency. */
  readonly mergedHasTransparency: boolean
}

/**
 * Reads the layers' records, and where their pixels lie; no pixels. Throws `bad-file`, and `too-large` beyond a limit with
 * its setting's name.
 */
export async function readLayerList(
  file: PsdFile,
  { layers, large, depth }: PsdHeader,
  limits: LayerLimits,
): Promise<LayerList> {
  const none = { records: [], mergedHasTransparency: false }
  if (layers.length === 0) return none
  const all = new Cursor(file, layers.at, layers.at + layers.length)
  const own = all.section(await all.length(large))
  if (own.left > 2) return await readLayers(own, large, limits)
  // With 16 and 32 bits the list lies in a block behind.
  if (all.left >= 4) all.skip(await all.u32())
  const block = (await readBlocks(all, large)).get(depth === 32 ? 'Lr32' : 'Lr16')
  if (!block || block.length <= 2) return none
  return await readLayers(new Cursor(file, block.at, block.at + block.length), large, limits)
}

async function readLayers(cursor: Cursor, large: boolean, limits: LayerLimits): Promise<LayerList> {
  const { name } = cursor.file
  const signedCount = await cursor.i16()
  const count = Math.abs(signedCount)
  if (count > limits.maxLayers)
    throw new DarkroomError('too-large', say('tooManyLayers', { file: name, count, max: limits.maxLayers }))
  const read: LayerRecord[] = []
  for (let i = 0; i < count; i++) read.push(await readLayerRecord(cursor, large))
  checkPixels(read, name, limits.maxLayerPixels)
  const records = read.map((record) => ({
    ...record,
    channels: record.channels.map((channel) => {
      const { at } = cursor
      if (channel.length > cursor.left) throw damaged(name, say('psdLayersCut'))
      cursor.skip(channel.length)
      return { ...channel, at }
    }),
  }))
  return { records, mergedHasTransparency: signedCount < 0 }
}

function checkPixels(records: readonly LayerRecord[], name: string, limit: number): void {
  const pixels = records
    .flatMap(({ rect, mask }) => (mask ? [rect, mask.rect] : [rect]))
    .reduce((sum, { left, top, right, bottom }) => sum + (right - left) * (bottom - top), 0)
  if (pixels > limit)
    throw new DarkroomError('too-large', say('tooManyLayerPixels', { file: name, pixels, max: limit }))
}
