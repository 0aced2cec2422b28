/** For tests: what a BMP file is to be like. */
export interface TestBmp {
  readonly width: number
  /** Negative: the rows go from top to bottom. */
  readonly height: number
  readonly bitsPerPixel: number
  /** Rows as they lie in the file, each filled up to four bytes; or a run-length code. */
  readonly pixels: Uint8Array
  /** 0: none. */
  readonly compression?: number
  /** 12, 40, 56, 108 or 124; absent: 40. */
  readonly headerBytes?: number
  /** RGB. */
  readonly palette?: readonly (readonly [number, number, number])[]
  readonly masks?: readonly [number, number, number, number]
  /** Pixels per metre. */
  readonly resolution?: number
  /** Embedded profile; needs 124. */
  readonly profile?: Buffer
}

/** For tests: the bytes of a BMP file. */
export function bmpFile(bmp: TestBmp): Buffer {
  const { width, height, bitsPerPixel, pixels, compression = 0, headerBytes = 40, palette = [] } = bmp
  const early = headerBytes === 12
  const looseMasks = bmp.masks && headerBytes === 40 ? 12 : 0
  const paletteAt = 14 + headerBytes + looseMasks
  const pixelsAt = paletteAt + palette.length * (early ? 3 : 4)
  const file = Buffer.alloc(pixelsAt + pixels.length + (bmp.profile?.length ?? 0))
  file.write('BM')
  file.writeUInt32LE(file.length, 2)
  file.writeUInt32LE(pixelsAt, 10)
  file.writeUInt32LE(headerBytes, 14)
  if (early) {
    file.writeUInt16LE(width, 18)
    file.writeUInt16LE(height, 20)
    file.writeUInt16LE(1, 22)
    file.writeUInt16LE(bitsPerPixel, 24)
  } else {
    file.writeInt32LE(width, 18)
    file.writeInt32LE(height, 22)
    file.writeUInt16LE(1, 26)
    file.writeUInt16LE(bitsPerPixel, 28)
    file.writeUInt32LE(compression, 30)
    file.writeInt32LE(bmp.resolution ?? 0, 38)
    file.writeUInt32LE(palette.length, 46)
  }
  for (const [i, mask] of (bmp.masks ?? []).entries())
    if (i < 3 || headerBytes >= 56) file.writeUInt32LE(mask, 54 + i * 4)
  for (const [i, [red, green, blue]] of palette.entries())
    file.set([blue, green, red], paletteAt + i * (early ? 3 : 4))
  file.set(pixels, pixelsAt)
  if (bmp.profile) {
    file.write('DEBM', 70, 'latin1')
    file.writeUInt32LE(pixelsAt + pixels.length - 14, 126)
    file.writeUInt32LE(bmp.profile.length, 130)
    file.set(bmp.profile, pixelsAt + pixels.length)
  }
  return file
}
