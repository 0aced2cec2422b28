import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import { Cursor } from './cursor.ts'
import { damaged, type PsdFile } from './psd-file.ts'

/** The colour modes of Photoshop, by the numbers of the file format. */
const modes = {
  0: 'bitmap',
  1: 'gray',
  2: 'indexed',
  3: 'rgb',
  4: 'cmyk',
  7: 'multichannel',
  8: 'duotone',
  9: 'lab',
} as const

export type PsdMode = (typeof modes)[keyof typeof modes]

/** A part of the file, in bytes. */
export interface Section {
  readonly at: number
  readonly length: number
}

/** The frame of a Photoshop file: its header and where its parts lie. */
export interface PsdHeader {
  /** True: a large document (PSB), whose lengths take 8 bytes. */
  readonly large: boolean
  readonly width: number
  readonly height: number
  /** Of the merged image, those of transparency and selections included. */
  readonly channels: number
  /** Bits per sample; 32 are floating point. */
  readonly depth: 1 | 8 | 16 | 32
  readonly mode: PsdMode
  /** The palette of indexed colour; else nothing of use. */
  readonly colours: Section
  readonly resources: Section
  readonly layers: Section
  /** Where the merged image begins. */
  readonly mergedAt: number
}

const headerBytes = 26
const maxChannels = 56

/**
 * Reads the frame. Throws `bad-file` for a header that breaks the format, `too-large` with both numbers for more than
 * `maxPixels`. Decodes nothing.
 */
export async function readHeader(file: PsdFile, maxPixels: number): Promise<PsdHeader> {
  const cursor = new Cursor(file, 0, file.size)
  if ((await cursor.key()) !== '8BPS') throw damaged(file.name, say('psdNoMark'))
  const version = await cursor.u16()
  if (version !== 1 && version !== 2) throw damaged(file.name, say('psdVersion', { version }))
  const large = version === 2
  cursor.skip(6)
  const [channels, height, width] = [await cursor.u16(), await cursor.u32(), await cursor.u32()]
  const [bits, modeNumber] = [await cursor.u16(), await cursor.u16()]
  const maxSide = large ? 300_000 : 30_000
  if (width < 1 || height < 1 || width > maxSide || height > maxSide)
    throw damaged(file.name, say('psdPixels', { width, height, max: maxSide }))
  if (channels < 1 || channels > maxChannels)
    throw damaged(file.name, say('psdChannels', { count: channels, max: maxChannels }))
  const mode = Object.entries(modes).find(([number]) => Number(number) === modeNumber)?.[1]
  const depth = depthOf(bits)
  if (mode === undefined || depth === undefined || (mode === 'bitmap') !== (depth === 1))
    throw damaged(file.name, say('psdMode', { mode: modeNumber, bits }))
  if (width * height > maxPixels)
    throw new DarkroomError(
      'too-large',
      say('tooManyPixels', {
        file: file.name,
        width,
        height,
        pixels: width * height,
        max: maxPixels,
      }),
    )
  cursor.at = headerBytes
  const section = async (long: boolean): Promise<Section> => {
    const length = await cursor.length(long)
    const { at } = cursor.section(length)
    return { at, length }
  }
  const colours = await section(false)
  const resources = await section(false)
  const layers = await section(large)
  return { large, width, height, channels, depth, mode, colours, resources, layers, mergedAt: cursor.at }
}

function depthOf(bits: number): PsdHeader['depth'] | undefined {
  return bits === 1 || bits === 8 || bits === 16 || bits === 32 ? bits : undefined
}
