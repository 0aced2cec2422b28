import { readFile } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { furthest } from '../imaging/test-furthest.ts'
import { cornersOf, quarters, quartersHeight, quartersWidth } from './test-quarters.ts'
import { derivedPath, startTestRun, type TestResult, type TestRun } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

/** Number of a tag in the first directory of a little-endian TIFF. */
async function tiffTag(path: string, wanted: number): Promise<number | undefined> {
  const file = await readFile(path)
  const start = file.readUInt32LE(4)
  for (let entry = start + 2; entry < start + 2 + file.readUInt16LE(start) * 12; entry += 12) {
    if (file.readUInt16LE(entry) === wanted) {
      return file.readUInt16LE(entry + 2) === 3 ? file.readUInt16LE(entry + 8) : file.readUInt32LE(entry + 8)
    }
  }
  return undefined
}

const COMPRESSION = 259
const PHOTOMETRIC = 262
const tileWidth = 322
const tileLength = 323
const JPEG = 7
const DEFLATE = 8
const RGB = 2

async function compressionOf(result: TestResult): Promise<number | undefined> {
  return tiffTag(derivedPath(result, 'pyramid'), COMPRESSION)
}

describe('the pyramid', () => {
  it.each([
    ['a.jpg', 'jpeg', () => quarters().jpeg({ quality: 95 }), JPEG],
    ['a.png', 'png', () => quarters().png(), JPEG],
    ['palette.png', 'png', () => quarters().png({ palette: true }), DEFLATE],
    ['a.gif', 'gif', () => quarters().gif(), DEFLATE],
    ['a.tif', 'tiff', () => quarters().tiff({ compression: 'lzw' }), JPEG],
    ['a.webp', 'webp', () => quarters().webp({ quality: 95 }), JPEG],
    ['a.avif', 'avif', () => quarters().avif({ quality: 80 }), JPEG],
    ['alpha.png', 'png', () => quarters().ensureAlpha(0.5).png(), DEFLATE],
    ['16.png', 'png', () => quarters().toColourspace('rgb16').png(), DEFLATE],
  ] as const)('of %s: levels, tiles, compression, colours', async (name, format, make, compression) => {
    const original = await make().toBuffer()
    const result = await run.process(name, original)
    const path = derivedPath(result, 'pyramid')
    expect(result).toMatchObject({ assetType: 'Image', mimeType: `image/${format}`, warnings: [] })
    expect(result.image).toMatchObject({
      width: quartersWidth,
      height: quartersHeight,
      colorSpace: 'RGB',
      format,
      pages: 1,
    })
    const levels = [0, 1, 2].map((page) => sharp(path, { page }).metadata())
    expect((await Promise.all(levels)).map(({ width, height }) => [width, height])).toEqual([
      [640, 400],
      [320, 200],
      [160, 100],
    ])
    expect((await sharp(path).metadata()).pages).toBe(3)
    expect(await tiffTag(path, tileWidth)).toBe(256)
    expect(await tiffTag(path, tileLength)).toBe(256)
    expect(await compressionOf(result)).toBe(compression)
    const expected = await cornersOf(original)
    expect(furthest(await cornersOf(path), expected)).toBeLessThan(4)
    expect(furthest(await cornersOf(path, 2), expected)).toBeLessThan(6)
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is upright for EXIF orientation %i', async (orientation) => {
    const original = await quarters().jpeg({ quality: 95 }).withMetadata({ orientation }).toBuffer()
    const result = await run.process('a.jpg', original)
    const path = derivedPath(result, 'pyramid')
    const [width, height] =
      orientation > 4 ? [quartersHeight, quartersWidth] : [quartersWidth, quartersHeight]
    expect(result.image).toMatchObject({ width, height })
    const header = await sharp(path).metadata()
    expect([header.width, header.height, header.orientation]).toEqual([width, height, 1])
    expect(furthest(await cornersOf(path), await cornersOf(original))).toBeLessThan(4)
  })

  it('of a file too large to be held in memory is the same', async () => {
    const original = await quarters().jpeg({ quality: 95 }).toBuffer()
    const large = await run.process('large.jpg', Buffer.concat([original, Buffer.alloc(2 * 1024 * 1024)]))
    const small = await run.process('small.jpg', original)
    expect(await readFile(derivedPath(large, 'pyramid'))).toEqual(
      await readFile(derivedPath(small, 'pyramid')),
    )
  })

  it('keeps CMYK with its profile', async () => {
    const original = await quarters()
      .toColourspace('cmyk')
      .withIccProfile('cmyk')
      .jpeg({ quality: 95 })
      .toBuffer()
    const result = await run.process('a.jpg', original)
    const path = derivedPath(result, 'pyramid')
    expect(result.image).toMatchObject({ colorSpace: 'CMYK', channels: 4, hasAlpha: false })
    expect(result.image?.iccProfileName).toBeTruthy()
    const [before, after] = await Promise.all([sharp(original).metadata(), sharp(path).metadata()])
    expect(after).toMatchObject({ space: 'cmyk', channels: 4 })
    expect(after.icc).toEqual(before.icc)
    expect(furthest(await cornersOf(path), await cornersOf(original))).toBeLessThan(5)
  })

  it('keeps an RGB profile without converting through it', async () => {
    const original = await quarters().withIccProfile('p3').jpeg({ quality: 95 }).toBuffer()
    const result = await run.process('a.jpg', original)
    expect(result.image?.iccProfileName).toBe('sP3C')
    const path = derivedPath(result, 'pyramid')
    expect((await sharp(path).metadata()).icc).toEqual((await sharp(original).metadata()).icc)
    const raw = (input: Buffer | string) => sharp(input, { ignoreIcc: true }).raw().toBuffer()
    const [before, after] = await Promise.all([raw(original), raw(path)])
    const at = ((quartersHeight / 4) * quartersWidth + quartersWidth / 4) * 3
    expect(furthest([[...after.subarray(at, at + 3)]], [[...before.subarray(at, at + 3)]])).toBeLessThan(4)
  })

  it('keeps gray gray, 16 bits 16 and alpha exact', async () => {
    const samples = Uint16Array.from({ length: 300 * 200 * 2 }, (_, i) => (i * 7919) % 65_536)
    const original = await sharp(samples, { raw: { width: 300, height: 200, channels: 2 } })
      .toColourspace('grey16')
      .png()
      .toBuffer()
    const result = await run.process('a.png', original)
    expect(result.image).toMatchObject({
      colorSpace: 'GRAY',
      bitsPerChannel: 16,
      channels: 2,
      hasAlpha: true,
    })
    const raw = (input: Buffer | string) =>
      sharp(input).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer()
    expect(await raw(derivedPath(result, 'pyramid'))).toEqual(await raw(original))
  })

  it('keeps the resolution, and has 72 ppi without one', async () => {
    const dense = await run.process(
      'a.jpg',
      await quarters().jpeg().withMetadata({ density: 300 }).toBuffer(),
    )
    expect(dense.image?.resolution).toBe(300)
    expect((await sharp(derivedPath(dense, 'pyramid')).metadata()).density).toBe(300)
    const plain = await run.process('a.png', await quarters().png().toBuffer())
    expect(plain.image?.resolution).toBe(72)
    expect((await sharp(derivedPath(plain, 'pyramid')).metadata()).density).toBe(72)
  })

  it('keeps the colour of its last column and row, also of originals with halved colour', async () => {
    const red = { r: 224, g: 32, b: 64 }
    const original = await sharp({ create: { width: 1500, height: 1100, channels: 3, background: red } })
      .jpeg({ quality: 95, chromaSubsampling: '4:2:0' })
      .toBuffer()
    const result = await run.process('a.jpg', original)
    expect(await tiffTag(derivedPath(result, 'pyramid'), PHOTOMETRIC)).toBe(RGB)
    for (const page of [0, 1, 2]) {
      const { data, info } = await sharp(derivedPath(result, 'pyramid'), { page })
        .raw()
        .toBuffer({ resolveWithObject: true })
      const last = data.subarray(data.length - info.channels)
      expect(Math.abs((last[0] ?? 0) - red.r)).toBeLessThan(8)
      expect(Math.abs((last[1] ?? 0) - red.g)).toBeLessThan(8)
    }
  })

  it('is written without loss where a side is too long for JPEG', async () => {
    const long = await sharp({ create: { width: 70_000, height: 2, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    const result = await run.process('long.png', long)
    expect(await compressionOf(result)).toBe(DEFLATE)
  })
})

describe('pages and frames', () => {
  it('shows the first frame of an animated GIF', async () => {
    const frames = await Promise.all(
      ['#f00', '#0f0', '#00f'].map((background) => flat(background).png().toBuffer()),
    )
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    const result = await run.process('a.gif', gif)
    expect(result).toMatchObject({ assetType: 'AnimatedGif', warnings: [] })
    expect(result.image).toMatchObject({ width: 40, height: 30, pages: 3 })
    expect(await cornersOf(derivedPath(result, 'pyramid'))).toEqual(Array(4).fill([255, 0, 0]))
  })

  it('shows the first page of a TIFF and says so', async () => {
    const sheets = await Promise.all(['#f00', '#0f0'].map((background) => flat(background).png().toBuffer()))
    const tiff = await sharp(sheets, { join: { animated: true } })
      .tiff({ compression: 'lzw' })
      .toBuffer()
    const result = await run.process('a.tif', tiff)
    expect(result.image).toMatchObject({ width: 40, height: 30, pages: 2 })
    expect(result.warnings).toEqual(['"a.tif" has 2 pages; the picture shows the first.'])
    expect(await cornersOf(derivedPath(result, 'pyramid'))).toEqual(Array(4).fill([255, 0, 0]))
  })

  it('takes the levels of a pyramid for one picture', async () => {
    const tiff = await quarters()
      .resize(1001, 777)
      .tiff({ pyramid: true, tile: true, compression: 'lzw' })
      .toBuffer()
    expect((await sharp(tiff).metadata()).pages).toBeGreaterThan(2)
    const result = await run.process('a.tif', tiff)
    expect(result).toMatchObject({ image: { width: 1001, height: 777 }, warnings: [] })
  })

  it('turns floating point into 8 bits and says so', async () => {
    const tiff = await quarters().tiff({ predictor: 'float', compression: 'deflate' }).toBuffer()
    const result = await run.process('a.tif', tiff)
    expect(result.image?.bitsPerChannel).toBe(32)
    expect(result.warnings).toEqual(['"a.tif" has samples of the type float; its pyramid has 8 or 16 bits.'])
    const header = await sharp(derivedPath(result, 'pyramid')).metadata()
    expect(header.depth).toBe('uchar')
  })

  it('turns Lab into sRGB and says so', async () => {
    const result = await run.process(
      'a.tif',
      await quarters().toColourspace('lab').tiff({ compression: 'lzw' }).toBuffer(),
    )
    expect(result.image?.colorSpace).toBe('Lab')
    expect(result.warnings).toEqual(['"a.tif" is in Lab; its pyramid is in sRGB.'])
    expect(
      furthest(
        await cornersOf(derivedPath(result, 'pyramid')),
        await cornersOf(await quarters().png().toBuffer()),
      ),
    ).toBeLessThan(4)
  })
})

function flat(background: string): Sharp {
  return sharp({ create: { width: 40, height: 30, channels: 3, background } })
}
