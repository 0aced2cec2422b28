import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { furthest } from '../imaging/test-furthest.ts'
import { bmpFile } from './decode/test-bmp.ts'
import { blue, green, ownProfile, pixelsOf, red, yellow } from './test-decoded.ts'
import { derivedPath, startTestRun, type TestResult, type TestRun } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

const fixture = async (name: string) =>
  await readFile(join(import.meta.dirname, '../../../test/fixtures/pictures', name))

/** The four in the gray of sRGB. */
const grays = [[106], [180], [69], [201]]

/** The middle of each quarter. */
async function quartersOf(result: TestResult): Promise<number[][]> {
  const { pixels, width } = await pixelsOf(result)
  const height = pixels.length / width
  return [0.25, 0.75].flatMap((y) =>
    [0.25, 0.75].map((x) => pixels[Math.floor(height * y) * width + Math.floor(width * x)] ?? []),
  )
}

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
    [
      'bmp',
      async () => bmpFile({ width: 100_000, height: 100_000, bitsPerPixel: 24, pixels: Buffer.alloc(16) }),
    ],
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
    const refused = run.process(`bomb.${kind}`, await make())
    await expect(refused).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/ pixels; the limit for \w+ files is \d+ pixels/),
    })
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
