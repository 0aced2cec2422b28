import { type NestedMessage, say } from '../../messages/messages.ts'
import { DamagedPictureError, type PictureHeader } from './decoding.ts'

/** All that a BMP file says of itself before its pixels. */
export interface BmpHeader extends PictureHeader {
  readonly bitsPerPixel: number
  readonly compression: 'none' | 'rle8' | 'rle4'
  readonly topDown: boolean
  /** Where the pixels start, in bytes. */
  readonly pixelsAt: number
  readonly palette?: { readonly at: number; readonly entries: number; readonly entryBytes: 3 | 4 }
  /** Of red, green, blue and alpha in a pixel of 16 or 32 bits; 0: it has none. */
  readonly masks?: readonly [number, number, number, number]
  readonly profile?: { readonly at: number; readonly bytes: number }
}

const fileHeaderBytes = 14
/** As many bytes as every header needs. */
export const bmpHeaderBytes = fileHeaderBytes + 124
const compressions = ['none', 'rle8', 'rle4', 'none', 'JPEG', 'PNG', 'none']
const maxPaletteEntries = 256

/**
 * Reads the headers of Windows (all versions) and OS/2 bitmaps from the start of a file, zeros behind its end. Alpha counts where
 * the header has a mask for it, as Windows has it: the fourth byte of plain 32-bit pixels says nothing.
 */
export function readBmpHeader(head: Buffer): BmpHeader {
  const size = head.readUInt32LE(14)
  if (size !== 12 && (size < 40 || size > 124)) throw new DamagedPictureError(say('bmpHeaderWrong', { size }))
  const early = size === 12
  const width = early ? head.readUInt16LE(18) : head.readInt32LE(18)
  const storedHeight = early ? head.readUInt16LE(20) : head.readInt32LE(22)
  const bitsPerPixel = early ? head.readUInt16LE(24) : head.readUInt16LE(28)
  const code = early ? 0 : head.readUInt32LE(30)
  const height = Math.abs(storedHeight)
  if (width < 1 || height < 1) throw new DamagedPictureError(say('saysPixels', { width, height }))
  const compression = compressions[code]
  const masks = masksOf(head, size, bitsPerPixel, code)
  const alpha = masks !== undefined && masks[3] !== 0
  const density = early ? 0 : head.readInt32LE(38) * 0.0254
  const header = {
    width,
    height,
    channels: alpha ? 4 : 3,
    bits: 8,
    bitsPerPixel,
    compression: compression === 'rle8' || compression === 'rle4' ? compression : 'none',
    topDown: storedHeight < 0,
    pixelsAt: head.readUInt32LE(10),
    ...(density >= 1 && density < 100_000 && { density }),
    ...(masks && { masks }),
    ...paletteOf(head, size, bitsPerPixel, code),
    ...profileOf(head, size),
  } as const
  const unsupported = unsupportedReason(compression, bitsPerPixel)
  return unsupported === undefined ? header : { ...header, unsupported }
}

function unsupportedReason(compression: string | undefined, bitsPerPixel: number): NestedMessage | undefined {
  if (compression === undefined) return say('bmpCompressionUnknown')
  if (compression === 'JPEG' || compression === 'PNG') return say('bmpForPrinters', { format: compression })
  const depths = compression === 'rle8' ? [8] : compression === 'rle4' ? [4] : [1, 2, 4, 8, 16, 24, 32]
  return depths.includes(bitsPerPixel) ? undefined : say('bmpBits', { bits: bitsPerPixel })
}

function masksOf(
  head: Buffer,
  size: number,
  bitsPerPixel: number,
  code: number,
): [number, number, number, number] | undefined {
  if (bitsPerPixel !== 16 && bitsPerPixel !== 32) return undefined
  if (code === 3 || code === 6) {
    const hasAlpha = code === 6 || size >= 56
    const [red, green, blue] = [54, 58, 62].map((at) => head.readUInt32LE(at)) as [number, number, number]
    return [red, green, blue, hasAlpha ? head.readUInt32LE(66) : 0]
  }
  return bitsPerPixel === 16 ? [0x7c00, 0x3e0, 0x1f, 0] : [0xff0000, 0xff00, 0xff, 0]
}

function paletteOf(head: Buffer, size: number, bitsPerPixel: number, code: number) {
  if (bitsPerPixel > 8) return {}
  const used = size === 12 ? 0 : head.readUInt32LE(46)
  const all = 2 ** bitsPerPixel
  const entries = Math.min(used === 0 ? all : used, maxPaletteEntries)
  const masks = size === 40 && (code === 3 || code === 6) ? 12 : 0
  const entryBytes: 3 | 4 = size === 12 ? 3 : 4
  return { palette: { at: fileHeaderBytes + size + masks, entries, entryBytes } }
}

/** Only version 5 carries one, and only with this mark. */
function profileOf(head: Buffer, size: number) {
  if (size < 124 || head.readUInt32LE(70) !== 0x4d424544) return {}
  const [at, bytes] = [fileHeaderBytes + head.readUInt32LE(126), head.readUInt32LE(130)]
  return bytes === 0 || bytes > 16 * 1024 * 1024 ? {} : { profile: { at, bytes } }
}
