import { endianness } from 'node:os'
import { headerBytes } from './pixel-file.ts'
import type { PyramidSpace } from './pyramid-options.ts'

export interface PixelLayout {
  readonly width: number
  readonly height: number
  /** Alpha included. */
  readonly channels: number
  /** 16-bit samples lie in the byte order of this machine. */
  readonly bits: 8 | 16
  readonly space: PyramidSpace
  /** In pixels per inch; absent: 72. */
  readonly density?: number
}

/** What libvips calls the colour spaces. */
const spaceNumbers: Readonly<Record<PyramidSpace, number>> = {
  'b-w': 1,
  cmyk: 15,
  srgb: 22,
  rgb16: 25,
  grey16: 26,
}

/** The start of a libvips `.v` file; the pixels follow, row by row, then `pixelFileXml`. */
export function pixelFileHeader({ width, height, channels, bits, space, density = 72 }: PixelLayout): Buffer {
  const header = Buffer.alloc(headerBytes)
  const little = endianness() === 'LE'
  const put = (at: number, value: number) =>
    little ? header.writeInt32LE(value, at) : header.writeInt32BE(value, at)
  // The two marks tell the byte order of all that follows.
  header.writeUInt32BE(little ? 0xb6a6f208 : 0x08f2a6b6, 0)
  put(4, width)
  put(8, height)
  put(12, channels)
  put(20, bits === 16 ? 2 : 0)
  put(28, spaceNumbers[space])
  const resolution = little ? header.writeFloatLE.bind(header) : header.writeFloatBE.bind(header)
  resolution(density / 25.4, 32)
  resolution(density / 25.4, 36)
  return header
}
