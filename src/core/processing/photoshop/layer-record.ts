import { say } from '../../messages/messages.ts'
import { Cursor } from './cursor.ts'
import type { Section } from './header.ts'
import { damaged } from './psd-file.ts'

/** In pixels of the document; `right` and `bottom` are excluded. May lie outside the document. */
export interface Rect {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export function areaOf({ left, top, right, bottom }: Rect): number {
  return (right - left) * (bottom - top)
}

export function isEmpty({ left, top, right, bottom }: Rect): boolean {
  return right <= left || bottom <= top
}

/** The data of a channel of a layer, with its two bytes of compression in front. */
export interface LayerChannel extends Section {
  /** 0, 1, ...: colours; -1 transparency, -2 mask, -3 the mask drawn by hand where -2 also holds a vector mask. */
  readonly id: number
}

/** A raster mask of a layer or a group. */
export interface LayerMask {
  readonly rect: Rect
  /** Outside of the rectangle, 0 to 255. */
  readonly outside: number
  readonly disabled: boolean
  readonly inverted: boolean
  /** True: the pixels are drawn from the vector mask as well. */
  readonly fromVector: boolean
  /** 0 to 1; 1: all of it. */
  readonly density: number
  /** In pixels; 0: none. */
  readonly feather: number
}

/** One entry of the list of layers. */
export interface LayerRecord {
  readonly rect: Rect
  readonly channels: readonly LayerChannel[]
  /** Key of four characters, such as `norm`. */
  readonly blendKey: string
  /** 0 to 1. */
  readonly opacity: number
  /** 0 to 1: of the pixels, not of effects. */
  readonly fillOpacity: number
  /** True: shown only where the layer below that is not clipped has pixels. */
  readonly clipped: boolean
  readonly hidden: boolean
  readonly name: string
  /** Photoshop's own number of it, which stays when layers are added or moved; absent: old files. */
  readonly id?: number
  readonly mask?: LayerMask
  /** 0: a layer; 1 and 2: a group; 3: the lower end of a group. */
  readonly divider: 0 | 1 | 2 | 3
  /** Further data by their keys: text, vector masks, effects. */
  readonly blocks: ReadonlyMap<string, Section>
}

const maxName = 1024
/** Filling bytes between two blocks. */
const maxFill = 8
/** Blocks of a large document whose length takes 8 bytes. */
const longKeys = new Set('LMsk Lr16 Lr32 Layr Mt16 Mt32 Mtrn Alph FMsk lnk2 FEid FXid PxSD cinf'.split(' '))

/** Reads the record at the cursor; its channels' data are found later. Throws `bad-file`. */
export async function readLayerRecord(cursor: Cursor, large: boolean): Promise<LayerRecord> {
  const name = cursor.file.name
  const rect = await readRect(cursor, large)
  const channelCount = await cursor.u16()
  if (channelCount > 60) throw damaged(name, say('psdLayerChannels', { count: channelCount }))
  const channels: LayerChannel[] = []
  for (let i = 0; i < channelCount; i++)
    channels.push({ id: await cursor.i16(), at: 0, length: await cursor.length(large) })
  if ((await cursor.key()) !== '8BIM') throw damaged(name, say('psdLayerList'))
  const blendKey = await cursor.key()
  const opacity = (await cursor.u8()) / 255
  const clipped = (await cursor.u8()) === 1
  const hidden = ((await cursor.u8()) & 2) !== 0
  cursor.skip(1)
  const extra = cursor.section(await cursor.u32())
  const mask = await readMask(extra.section(await extra.u32()), large)
  extra.skip(await extra.u32())
  const shortName = await extra.bytes(await extra.u8())
  extra.skip(Math.min(3 - (shortName.length % 4), extra.left))
  const blocks = await readBlocks(extra, large)
  const divider = await readDivider(extra, blocks)
  const fill = blocks.get('iOpa')
  const id = blocks.get('lyid')
  return {
    rect,
    channels,
    blendKey: divider.blendKey ?? blendKey,
    opacity,
    fillOpacity: fill ? (await new Cursor(cursor.file, fill.at, fill.at + fill.length).u8()) / 255 : 1,
    clipped,
    hidden,
    name: (await unicodeName(extra, blocks)) ?? shortName.toString('latin1'),
    ...(id && { id: await new Cursor(cursor.file, id.at, id.at + id.length).u32() }),
    ...(mask && { mask }),
    divider: divider.type,
    blocks,
  }
}

async function readRect(cursor: Cursor, large: boolean): Promise<Rect> {
  const [top, left, bottom, right] = [
    await cursor.i32(),
    await cursor.i32(),
    await cursor.i32(),
    await cursor.i32(),
  ]
  const maxSide = large ? 300_000 : 30_000
  const sides = [right - left, bottom - top]
  if (sides.some((side) => side < 0 || side > maxSide))
    throw damaged(cursor.file.name, say('psdLayerPixels', { width: right - left, height: bottom - top }))
  return { left, top, right, bottom }
}

async function readMask(cursor: Cursor, large: boolean): Promise<LayerMask | undefined> {
  if (cursor.left < 18) return undefined
  const rect = await readRect(cursor, large)
  const outside = await cursor.u8()
  const flags = await cursor.u8()
  // The mask drawn by hand, where the pixels hold more than that one.
  if (cursor.left >= 18) cursor.skip(18)
  let [density, feather] = [1, 0]
  if (flags & 16 && cursor.left > 0) {
    const parameters = await cursor.u8()
    if (parameters & 1) density = (await cursor.u8()) / 255
    if (parameters & 2) feather = await cursor.f64()
  }
  return {
    rect,
    outside,
    disabled: (flags & 2) !== 0,
    inverted: (flags & 4) !== 0,
    fromVector: (flags & 8) !== 0,
    density,
    feather,
  }
}

/** Blocks of additional information: signature, key, length, data. A list that breaks off ends there. */
export async function readBlocks(cursor: Cursor, large: boolean): Promise<Map<string, Section>> {
  const blocks = new Map<string, Section>()
  let missed = 0
  while (cursor.left >= 12 && missed < maxFill) {
    const signature = await cursor.key()
    if (signature !== '8BIM' && signature !== '8B64') {
      // Programs fill up to 2 or 4 bytes, or not at all.
      cursor.at -= 3
      missed += 1
      continue
    }
    missed = 0
    const key = await cursor.key()
    const length = await cursor.length(signature === '8B64' || (large && longKeys.has(key)))
    const { at } = cursor.section(length)
    if (!blocks.has(key)) blocks.set(key, { at, length })
  }
  return blocks
}

async function readDivider(
  { file }: Cursor,
  blocks: ReadonlyMap<string, Section>,
): Promise<{ type: LayerRecord['divider']; blendKey?: string }> {
  const block = blocks.get('lsct') ?? blocks.get('lsdk')
  if (!block || block.length < 4) return { type: 0 }
  const cursor = new Cursor(file, block.at, block.at + block.length)
  const type = await cursor.u32()
  if (type !== 1 && type !== 2 && type !== 3) return { type: 0 }
  if (cursor.left < 8) return { type }
  cursor.skip(4)
  return { type, blendKey: await cursor.key() }
}

async function unicodeName(
  { file }: Cursor,
  blocks: ReadonlyMap<string, Section>,
): Promise<string | undefined> {
  const block = blocks.get('luni')
  if (!block || block.length < 4) return undefined
  const cursor = new Cursor(file, block.at, block.at + block.length)
  const length = Math.min(await cursor.u32(), maxName, Math.floor(cursor.left / 2))
  const text = (await cursor.bytes(2 * length)).swap16().toString('utf16le')
  return text.replace(/\0+$/, '').toWellFormed()
}
