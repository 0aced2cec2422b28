import { type NestedMessage, say } from '../../messages/messages.ts'
import { DamagedPictureError, type PictureHeader } from './decoding.ts'

export interface Jp2Header extends PictureHeader {
  /** Bits of a sample as stored, 1 to 16. */
  readonly precision: number
  /** Of the file's own ICC profile. */
  readonly profile?: Buffer
}

/** As much of the start of a file as is looked at; a profile with tables may take a megabyte of it. */
export const jp2HeaderBytes = 4 * 1024 * 1024
const maxBoxes = 1000
/** Colour spaces by number (ISO/IEC 15444-1, table I.10, and 15444-2). */
const colorSpaces: Readonly<Record<number, string>> = {
  12: 'CMYK',
  18: 'YCC',
  14: 'Lab',
  1: 'YCbCr',
  3: 'YCbCr',
}

/**
 * Reads size, samples and colours of a JPEG 2000 file, boxed (JP2) or a bare codestream, from its start. Throws
 * DamagedPictureError when the size is not there.
 */
export function readJp2Header(head: Buffer): Jp2Header {
  if (head.readUInt32BE(0) === 0xff4fff51) return readSize(head, {})
  const color: Color = {}
  for (const box of boxesIn(head, 0, head.length)) {
    if (box.type === 'jp2h')
      for (const inner of boxesIn(head, box.start, box.end)) readColor(head, inner, color)
    if (box.type === 'jp2c') return readSize(head.subarray(box.start), color)
  }
  throw new DamagedPictureError(say('jp2NoPicture'))
}

interface Color {
  space?: number
  profile?: Buffer
  hasPalette?: boolean
}
interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
}

function* boxesIn(file: Buffer, from: number, to: number): Generator<Box> {
  for (let at = from, n = 0; at + 8 <= to && n < maxBoxes; n++) {
    const length = file.readUInt32BE(at)
    const isLong = length === 1
    if (isLong && at + 16 > to) return
    const size = isLong ? Number(file.readBigUInt64BE(at + 8)) : length
    const end = length === 0 ? to : Math.min(to, at + size)
    const start = at + (isLong ? 16 : 8)
    if (end < start) throw new DamagedPictureError(say('jp2BoxShort'))
    yield { type: file.toString('latin1', at + 4, at + 8), start, end }
    at = end
  }
}

function readColor(file: Buffer, { type, start, end }: Box, color: Color): void {
  if (type === 'pclr') color.hasPalette = true
  if (type !== 'colr' || end - start < 7 || color.space !== undefined || color.profile) return
  const method = file[start]
  if (method === 1) color.space = file.readUInt32BE(start + 3)
  if (method === 2 || method === 3) color.profile = Buffer.from(file.subarray(start + 3, end))
}

/** The marker SIZ, which follows the start of the codestream (ISO/IEC 15444-1, A.5.1). */
function readSize(stream: Buffer, { space, profile, hasPalette = false }: Color): Jp2Header {
  if (stream.length < 42 || stream.readUInt32BE(0) !== 0xff4fff51)
    throw new DamagedPictureError(say('jp2EndsEarly'))
  const at = (offset: number) => stream.readUInt32BE(offset)
  const [width, height] = [at(8) - at(16), at(12) - at(20)]
  const components = stream.readUInt16BE(40)
  if (width < 1 || height < 1) throw new DamagedPictureError(say('saysPixels', { width, height }))
  if (components < 1 || stream.length < 42 + components * 3)
    throw new DamagedPictureError(say('jp2Channels', { count: components }))
  const samples = Array.from({ length: components }, (_, i) => [...stream.subarray(42 + i * 3, 45 + i * 3)])
  const depth = samples[0]?.[0] ?? 0
  const precision = (depth & 0x7f) + 1
  const channels = hasPalette ? 3 : components
  const unsupported = reasonAgainst(channels, samples, space)
  return {
    width,
    height,
    channels,
    bits: precision > 8 ? 16 : 8,
    precision,
    ...(profile && { profile }),
    ...(unsupported !== undefined && { unsupported }),
  }
}

function reasonAgainst(
  channels: number,
  samples: readonly number[][],
  space: number | undefined,
): NestedMessage | undefined {
  const first = samples[0]?.join() ?? ''
  if (space !== undefined && colorSpaces[space] !== undefined)
    return say('jp2Space', { space: colorSpaces[space] })
  if (channels !== 1 && channels !== 3) return say('jp2ChannelsUnsupported', { count: channels })
  if (samples.some((sample) => sample.join() !== first)) return say('jp2ChannelSizes')
  if (((samples[0]?.[0] ?? 0) & 0x80) !== 0) return say('jp2Negative')
  if (samples.some(([, across, down]) => across !== 1 || down !== 1)) return say('jp2ChannelSizes')
  return (samples[0]?.[0] ?? 0) > 15 ? say('jp2Bits') : undefined
}
