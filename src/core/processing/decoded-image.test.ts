import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { furthest } from '../imaging/test-furthest.ts'
import { bmpFile, type TestBmp } from './decode/test-bmp.ts'
import { rgbProfile } from './image/test-profile.ts'
import { derivedPath, startTestRun, type TestResult, type TestRun } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

const fixture = async (name: string) =>
  await readFile(join(import.meta.dirname, '../../../test/fixtures/pictures', name))

const red = [208, 32, 32] as const
const green = [32, 208, 32] as const
const blue = [32, 32, 208] as const
const yellow = [208, 208, 32] as const
/** The four in the gray of sRGB. */
const grays = [[106], [180], [69], [201]]

const ownProfile = rgbProfile(
  'Own',
  [
    [0.4361, 0.2225, 0.0139],
    [0.3851, 0.7169, 0.0971],
    [0.1431, 0.0606, 0.7141],
  ],
  1.8,
)

/** The samples of the pyramid as they are. */
async function pixelsOf(
  result: TestResult,
  depth: 'uchar' | 'ushort' = 'uchar',
): Promise<{ pixels: number[][]; width: number }> {
  const path = derivedPath(result, 'pyramid')
  const { space } = await sharp(path).metadata()
  const { data, info } = await sharp(path, { ignoreIcc: true })
    .toColourspace(depth === 'uchar' && space !== 'b-w' ? 'srgb' : space)
    .raw({ depth })
    .toBuffer({ resolveWithObject: true })
  const samples = depth === 'ushort' ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data
  const pixels = Array.from({ length: info.width * info.height }, (_, i) => [
    ...samples.subarray(i * info.channels, (i + 1) * info.channels),
  ])
  return { pixels, width: info.width }
}

/** The middle of each quarter. */
async function quartersOf(result: TestResult): Promise<number[][]> {
  const { pixels, width } = await pixelsOf(result)
  const height = pixels.length / width
  return [0.25, 0.75].flatMap((y) =>
    [0.25, 0.75].map((x) => pixels[Math.floor(height * y) * width + Math.floor(width * x)] ?? []),
  )
}

const bgr = ([r, g, b]: readonly number[]) => [b ?? 0, g ?? 0, r ?? 0]
const palette = [red, green, blue, yellow]
/** Rows of 2 x 2 pixels from the bottom, as most BMPs have them. */
const bits24 = Buffer.from([...bgr(blue), ...bgr(yellow), 0, 0, ...bgr(red), ...bgr(green), 0, 0])
const rgba = 0x7f
const bits32 = Buffer.from([...bgr(blue), 255, ...bgr(yellow), rgba, ...bgr(red), 0, ...bgr(green), 255])
const masks32 = [0xff0000, 0xff00, 0xff, 0xff000000] as const
const at565 = ([r = 0, g = 0, b = 0]: readonly number[]) => {
  const pixel = ((r >> 3) << 11) | ((g >> 2) << 5) | (b >> 3)
  return [pixel & 255, pixel >> 8]
}
const at555 = ([r = 0, g = 0, b = 0]: readonly number[]) => {
  const pixel = ((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3)
  return [pixel & 255, pixel >> 8]
}
const two = { width: 2, height: 2 }

describe('BMP', () => {
  const cases: readonly (readonly [string, TestBmp, number])[] = [
    ['24 bits', { ...two, bitsPerPixel: 24, pixels: bits24 }, 12],
    [
      '24 bits from the top',
      {
        width: 2,
        height: -2,
        bitsPerPixel: 24,
        pixels: Buffer.concat([bits24.subarray(8), bits24.subarray(0, 8)]),
      },
      12,
    ],
    ['24 bits of OS/2', { ...two, bitsPerPixel: 24, pixels: bits24, headerBytes: 12 }, 12],
    ['32 bits, the fourth of which says nothing', { ...two, bitsPerPixel: 32, pixels: bits32 }, 12],
    [
      '8 bits with a palette',
      { ...two, bitsPerPixel: 8, palette, pixels: Buffer.from([2, 3, 0, 0, 0, 1, 0, 0]) },
      0,
    ],
    [
      '8 bits of OS/2',
      {
        ...two,
        bitsPerPixel: 8,
        headerBytes: 12,
        palette: [...palette, ...Array.from({ length: 252 }, () => red)],
        pixels: Buffer.from([2, 3, 0, 0, 0, 1, 0, 0]),
      },
      0,
    ],
    ['4 bits', { ...two, bitsPerPixel: 4, palette, pixels: Buffer.from([0x23, 0, 0, 0, 0x01, 0, 0, 0]) }, 0],
    [
      '2 bits',
      { ...two, bitsPerPixel: 2, palette, pixels: Buffer.from([0b10110000, 0, 0, 0, 0b00010000, 0, 0, 0]) },
      0,
    ],
    [
      '16 bits of 5, 6 and 5',
      {
        ...two,
        bitsPerPixel: 16,
        compression: 3,
        masks: [0xf800, 0x7e0, 0x1f, 0],
        pixels: Buffer.from([blue, yellow, red, green].flatMap(at565)),
      },
      18,
    ],
    [
      '16 bits of 5 each',
      { ...two, bitsPerPixel: 16, pixels: Buffer.from([blue, yellow, red, green].flatMap(at555)) },
      18,
    ],
    [
      'RLE8',
      {
        ...two,
        bitsPerPixel: 8,
        compression: 1,
        palette,
        pixels: Buffer.from([1, 2, 1, 3, 0, 0, 0, 2, 0, 0, 1, 0, 1, 1, 0, 1]),
      },
      0,
    ],
    [
      'RLE4',
      {
        ...two,
        bitsPerPixel: 4,
        compression: 2,
        palette,
        pixels: Buffer.from([2, 0x23, 0, 0, 2, 0x01, 0, 1]),
      },
      0,
    ],
  ]
  it.each(cases)('of %s becomes RGB', async (_, bmp, tolerance) => {
    const result = await run.process('a.bmp', bmpFile(bmp))
    expect(result).toMatchObject({ assetType: 'Image', mimeType: 'image/bmp', warnings: [] })
    expect(result.image).toMatchObject({
      width: 2,
      height: 2,
      format: 'bmp',
      hasAlpha: false,
      colorSpace: 'RGB',
      resolution: 72,
    })
    const { pixels } = await pixelsOf(result)
    expect(furthest(pixels, palette)).toBeLessThanOrEqual(tolerance)
  })

  it.each([56, 108, 124])(
    'of 32 bits with an alpha mask in a header of %i bytes keeps its alpha',
    async (headerBytes) => {
      const bmp = { ...two, bitsPerPixel: 32, compression: 3, headerBytes, masks: masks32, pixels: bits32 }
      const result = await run.process('a.bmp', bmpFile({ ...bmp, resolution: 11_811 }))
      expect(result.image).toMatchObject({ hasAlpha: true, channels: 4 })
      expect(result.image?.resolution).toBeCloseTo(300, 0)
      expect((await pixelsOf(result)).pixels).toEqual([
        [...red, 0],
        [...green, 255],
        [...blue, 255],
        [...yellow, rgba],
      ])
    },
  )

  it('of 1 bit and of runs over a wide picture', async () => {
    const black: [number, number, number] = [0, 0, 0]
    const white: [number, number, number] = [255, 255, 255]
    const bits = await run.process(
      'a.bmp',
      bmpFile({
        width: 10,
        height: 1,
        bitsPerPixel: 1,
        palette: [black, white],
        pixels: Buffer.from([0b01010101, 0b11000000, 0, 0]),
      }),
    )
    expect((await pixelsOf(bits)).pixels.map(([value = 0]) => (value > 0 ? 1 : 0)).join('')).toBe(
      '0101010111',
    )
    // A run of 3, a literal of 5 with its filling byte, a jump over 2, and the rest left out.
    const code = Buffer.from([3, 1, 0, 5, 1, 0, 1, 0, 1, 0, 0, 2, 2, 0, 1, 1, 0, 1])
    const runs = await run.process(
      'a.bmp',
      bmpFile({
        width: 12,
        height: 2,
        bitsPerPixel: 8,
        compression: 1,
        palette: [black, white],
        pixels: code,
      }),
    )
    const row = (await pixelsOf(runs)).pixels.map(([value = 0]) => (value > 0 ? 1 : 0)).join('')
    expect(row).toBe(`${'0'.repeat(12)}111101010010`)
  })

  it('has the profile that a header of version 5 embeds', async () => {
    const result = await run.process(
      'a.bmp',
      bmpFile({ ...two, bitsPerPixel: 24, headerBytes: 124, pixels: bits24, profile: ownProfile }),
    )
    expect(result.image?.iccProfileName).toBe('Own')
  })

  it('with a JPEG inside is stored with a warning', async () => {
    const result = await run.process(
      'a.bmp',
      bmpFile({ ...two, bitsPerPixel: 0, compression: 4, pixels: bits24 }),
    )
    expect(result.derived).toEqual([])
    expect(result.warnings[0]).toContain('made for printers, with a JPEG inside')
  })

  it.each([
    [
      'cut off',
      bmpFile({ ...two, bitsPerPixel: 24, pixels: bits24.subarray(0, 9) }),
      'ends after 1 of 2 rows',
    ],
    [
      'with a run code that ends too early',
      bmpFile({ ...two, bitsPerPixel: 8, compression: 1, palette, pixels: Buffer.from([2, 1, 0, 0]) }),
      'ends after 1 of 2 rows',
    ],
    ['of no width', bmpFile({ width: 0, height: 2, bitsPerPixel: 24, pixels: bits24 }), '0 x 2 pixels'],
    [
      'with an unknown header',
      Buffer.concat([bmpFile({ ...two, bitsPerPixel: 24, pixels: bits24 }).fill(99, 14, 18)]),
      'which no BMP has',
    ],
    ['of a head only', bmpFile({ ...two, bitsPerPixel: 24, pixels: bits24 }).subarray(0, 20), 'is damaged'],
  ])('%s is a clear error', async (_, file, words) => {
    await expect(run.process('broken.bmp', file)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining(words),
    })
  })
})

describe('HEIC', () => {
  it.each([
    ['quarters.heic', [red, green, blue, yellow], 3],
    ['quarters-alpha.heic', [red, green, blue, yellow].map((color) => [...color, 127]), 4],
  ] as const)('%s is decoded', async (name, expected, channels) => {
    const result = await run.process('photo.heic', await fixture(name))
    expect(result).toMatchObject({ assetType: 'Image', mimeType: 'image/heic', warnings: [] })
    expect(result.image).toMatchObject({ width: 96, height: 64, channels, format: 'heic', bitsPerChannel: 8 })
    expect(furthest(await quartersOf(result), expected)).toBeLessThanOrEqual(3)
  })

  it('keeps its profile, so that the colours come out right', async () => {
    const result = await run.process('photo.heic', await fixture('quarters-p3.heic'), {
      colorManagement: { colorManagement: 'Convert' },
    })
    expect(result.image?.iccProfileName).toBe('sRGB')
    expect(furthest(await quartersOf(result), [red, green, blue, yellow])).toBeLessThanOrEqual(6)
  })

  it('takes the other options of pictures', async () => {
    const options = {
      manualCropOptions: { left: 10, right: 6, top: 0, bottom: 0 },
      xmpKeywords: ['phone'],
      createMask: true,
    }
    const result = await run.process('photo.heic', await fixture('quarters-alpha.heic'), options)
    expect(result.crop).toEqual({ left: 10, top: 0, width: 80, height: 64 })
    expect(result.metadata['dc.subject']).toBe('["phone"]')
    expect(derivedPath(result, 'mask')).toBeTruthy()
  })
})

describe('JPEG 2000', () => {
  it.each([
    ['quarters.jp2', [red, green, blue, yellow], 8],
    ['quarters.j2k', [red, green, blue, yellow], 8],
    ['quarters-16.jp2', [red, green, blue, yellow], 16],
    ['quarters-gray.jp2', grays, 8],
  ] as const)('%s is decoded', async (name, expected, bits) => {
    const result = await run.process(name, await fixture(name))
    expect(result).toMatchObject({ assetType: 'Image', mimeType: 'image/jp2', warnings: [] })
    expect(result.image).toMatchObject({
      width: 96,
      height: 64,
      format: 'jp2',
      bitsPerChannel: bits,
      colorSpace: expected[0].length === 1 ? 'GRAY' : 'RGB',
    })
    expect(furthest(await quartersOf(result), expected)).toBeLessThanOrEqual(2)
  })

  it('with alpha is stored with a warning that says why', async () => {
    const result = await run.process('a.jp2', await fixture('quarters-alpha.jp2'))
    expect(result.derived).toEqual([])
    expect(result.warnings).toHaveLength(1)
    expect(result.warnings[0]).toContain(
      '"a.jp2" is stored as it is, because no picture can be made of it: it has 4 channels',
    )
  })

  it('with samples of 12 bits fills 16', async () => {
    const result = await run.process('a.jp2', await fixture('quarters-12.jp2'))
    expect(result.image).toMatchObject({ bitsPerChannel: 16, channels: 3 })
    const { pixels } = await pixelsOf(result, 'ushort')
    expect(furthest([pixels[0] ?? []], [red.map((value) => value * 257)])).toBeLessThan(300)
  })

  it('keeps its profile', async () => {
    const file = await fixture('quarters.jp2')
    const result = await run.process('a.jp2', withProfile(file, ownProfile))
    expect(result.image?.iccProfileName).toBe('Own')
    expect(furthest(await quartersOf(result), [red, green, blue, yellow])).toBeLessThanOrEqual(2)
  })
})

/** A JP2 whose colour box holds a profile in place of the number of a colour space. */
function withProfile(file: Buffer, profile: Buffer): Buffer {
  const at = file.indexOf('jp2h') - 4
  const sizes = file.subarray(at + 8, at + 30)
  const color = Buffer.concat([Buffer.alloc(8), Buffer.from([2, 0, 0]), profile])
  color.writeUInt32BE(color.length, 0)
  color.write('colr', 4)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + sizes.length + color.length, 0)
  head.write('jp2h', 4)
  return Buffer.concat([file.subarray(0, at), head, sizes, color, file.subarray(at + file.readUInt32BE(at))])
}

describe('a file that', () => {
  /** Gives a size to the header, wherever it says one. */
  const lying: readonly (readonly [string, () => Promise<Buffer>])[] = [
    ['bmp', async () => bmpFile({ width: 100_000, height: 100_000, bitsPerPixel: 24, pixels: bits24 })],
    [
      'jp2',
      async () => {
        const file = Buffer.from(await fixture('quarters.jp2'))
        const size = file.indexOf(Buffer.from('ff4fff51', 'hex'))
        file.writeUInt32BE(100_000, size + 8)
        file.writeUInt32BE(100_000, size + 12)
        return file
      },
    ],
    [
      'heic',
      async () => {
        const file = Buffer.from(await fixture('quarters.heic'))
        const size = file.indexOf('ispe')
        file.writeUInt32BE(30_000, size + 8)
        file.writeUInt32BE(30_000, size + 12)
        return file
      },
    ],
  ]
  it.each(lying)('promises too many pixels is refused by its header: %s', async (kind, make) => {
    const started = performance.now()
    const refused = run.process(`bomb.${kind}`, await make())
    await expect(refused).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/ pixels; the limit for \w+ files is \d+ pixels/),
    })
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('is within maxPixels but not within maxDecodedPixels is refused only where it has to lie in memory', async () => {
    const limits = { maxDecodedPixels: 1000 }
    await expect(run.process('a.jp2', await fixture('quarters.jp2'), {}, limits)).rejects.toMatchObject({
      code: 'too-large',
    })
    await expect(run.process('a.heic', await fixture('quarters.heic'), {}, limits)).rejects.toMatchObject({
      code: 'too-large',
    })
    const bmp = bmpFile({ width: 40, height: 40, bitsPerPixel: 24, pixels: Buffer.alloc(40 * 120) })
    expect((await run.process('a.bmp', bmp, {}, limits)).derived).toHaveLength(1)
  })

  it.each(['quarters.heic', 'quarters.jp2'])('is cut off anywhere is a clear error: %s', async (name) => {
    const file = await fixture(name)
    for (const part of [0.3, 0.9]) {
      const cut = file.subarray(0, Math.floor(file.length * part))
      await expect(run.process(name, cut), `${part}`).rejects.toMatchObject({
        code: 'bad-file',
        message: expect.stringContaining(`"${name}" is damaged`),
      })
    }
  })

  it.each(['quarters.heic', 'quarters.jp2'])(
    'is full of noise is an error, or a picture of its size: %s',
    async (name) => {
      const file = await fixture(name)
      for (let n = 0; n < 2; n++) {
        const noisy = Buffer.from(file)
        const at = Math.floor(noisy.length * 0.7)
        noisy.set(randomBytes(40), at)
        const outcome = await run.process(name, noisy).catch((error: unknown) => error)
        if (outcome instanceof Error)
          expect(outcome).toMatchObject({ code: expect.stringMatching(/bad-file|too-large/) })
        else expect((outcome as TestResult).image).toMatchObject({ width: 96, height: 64 })
      }
    },
  )
})
