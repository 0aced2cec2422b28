import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { furthest } from '../imaging/test-furthest.ts'
import { bmpFile, type TestBmp } from './decode/test-bmp.ts'
import { blue, green, ownProfile, pixelsOf, red, yellow } from './test-decoded.ts'
import { startTestRun, type TestRun } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

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
