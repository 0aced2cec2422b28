import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { srgbProfile } from '../../imaging/srgb-profile.ts'
import { furthest } from '../../imaging/test-furthest.ts'
import type { ColorManagement } from '../options/option-types.ts'
import { derivedPath, startTestRun, type TestResult, type TestRun } from '../test-run.ts'
import { attachProfile } from './attach-profile.ts'
import { pixelFileHeader } from './pixel-file-header.ts'
import type { PyramidSpace } from './pyramid-options.ts'
import { grayProfile, type Lab, pressProfile, rgbProfile, srgbOf } from './test-profile.ts'

let run: TestRun
let files = 0

const labOfInks = (c: number, m: number, y: number, k: number): Lab => [
  100 - 22 * c - 24 * m - 6 * y - 45 * k,
  -25 * c + 45 * m - 4 * y,
  -30 * c - 6 * m + 60 * y,
]
/** Only black and yellow: enough to see that it was used. */
const inksOfLab = ([l, , b]: Lab) => [0, 0, b / 60, (100 - l) / 45] as const

const press = pressProfile('Test press', labOfInks, inksOfLab)
/** Wider than sRGB: the primaries of ProPhoto, gamma 1.8. */
const wide = rgbProfile(
  'Wide',
  [
    [0.7977, 0.288, 0],
    [0.1352, 0.7119, 0],
    [0.0313, 0.0001, 0.8249],
  ],
  1.80078125,
)
const linearGray = grayProfile('Linear gray', 1)

beforeAll(async () => {
  run = await startTestRun()
  await Promise.all([
    writeFile(join(run.folder, 'press'), press),
    writeFile(join(run.folder, 'wide'), wide),
    writeFile(join(run.folder, 'gray'), linearGray),
    writeFile(join(run.folder, 'none'), 'no profile at all'),
  ])
})
afterAll(() => run.remove())

const file = (key: string) => ({ key, name: `${key} asset` })

interface Patches {
  readonly space: PyramidSpace
  readonly channels: number
  readonly bits?: 8 | 16
  readonly profile?: Buffer
}

/** A TIFF of one pixel each. */
async function tiffOf(patches: readonly (readonly number[])[], layout: Patches): Promise<Buffer> {
  const { space, channels, bits = 8, profile } = layout
  const samples = bits === 16 ? new Uint16Array(patches.flat()) : new Uint8Array(patches.flat())
  const path = join(run.folder, `patches-${++files}.v`)
  const size = { width: patches.length, height: 1, channels, bits, space }
  await writeFile(path, Buffer.concat([pixelFileHeader(size), Buffer.from(samples.buffer)]))
  if (profile) await attachProfile(path, profile)
  return await unmanaged(sharp(path, { ignoreIcc: true }), space)
    .keepIccProfile()
    .tiff({ compression: 'none' })
    .toBuffer()
}

function unmanaged(image: Sharp, space: string): Sharp {
  const kept = image.toColourspace(space)
  return space === 'cmyk' ? kept.pipelineColourspace('cmyk') : kept
}

async function process(content: Buffer, colorManagement: ColorManagement): Promise<TestResult> {
  return await run.process('patches.tif', content, { colorManagement })
}

/** The samples of the pyramid as they are, with its space and profile. */
async function pyramid(result: TestResult) {
  const path = derivedPath(result, 'pyramid')
  const { space, channels, depth, icc } = await sharp(path).metadata()
  const bits = depth === 'ushort' ? 'ushort' : 'uchar'
  const data = await unmanaged(sharp(path, { ignoreIcc: true }), space)
    .raw({ depth: bits })
    .toBuffer()
  const samples = bits === 'ushort' ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data
  const pixels = Array.from({ length: samples.length / channels }, (_, i) => [
    ...samples.subarray(i * channels, (i + 1) * channels),
  ])
  return { space, channels, depth, icc, pixels }
}

/** Inks whose colours lie inside sRGB. JPEG would blur such small patches: five channels or 16 bits keep them exact. */
const inks = [
  [0, 0, 0, 0],
  [0, 0, 0, 255],
  [128, 0, 0, 0],
  [0, 255, 0, 0],
  [40, 60, 120, 20],
  [0, 100, 200, 100],
]
const opaque = (patches: readonly (readonly number[])[]) => patches.map((patch) => [...patch, 255])

describe('Convert', () => {
  it("brings CMYK to the sRGB that the profile's Lab means", async () => {
    const picture = await tiffOf(opaque(inks), { space: 'cmyk', channels: 5, profile: press })
    const result = await process(picture, { colorManagement: 'Convert' })
    const expected = inks.map(([c = 0, m = 0, y = 0, k = 0]) =>
      srgbOf(labOfInks(c / 255, m / 255, y / 255, k / 255)),
    )
    const { space, pixels, icc } = await pyramid(result)
    expect(result.warnings).toEqual([])
    expect(space).toBe('srgb')
    expect(icc).toEqual(srgbProfile)
    expect(furthest(pixels, opaque(expected))).toBeLessThanOrEqual(1)
    expect(result.image).toMatchObject({ colorSpace: 'RGB', channels: 4, hasAlpha: true, bitsPerChannel: 8 })
    expect(result.image?.iccProfileName).toBe('sRGB')
  })

  it('takes a CMYK picture without a profile to be in the source profile', async () => {
    const picture = await tiffOf(opaque(inks), { space: 'cmyk', channels: 5 })
    const tagged = await tiffOf(opaque(inks), { space: 'cmyk', channels: 5, profile: press })
    const assumed = await pyramid(
      await process(picture, { colorManagement: 'Convert', source: file('press') }),
    )
    const embedded = await pyramid(await process(tagged, { colorManagement: 'Convert' }))
    expect(assumed).toEqual(embedded)
    const guessed = await pyramid(await process(picture, { colorManagement: 'Convert' }))
    expect(guessed.space).toBe('srgb')
    expect(furthest(guessed.pixels, embedded.pixels)).toBeGreaterThan(20)
  })

  it('lets the embedded profile win over the source profile', async () => {
    const picture = await tiffOf([[200, 100, 50, 255]], { space: 'srgb', channels: 4, profile: wide })
    const alone = await pyramid(await process(picture, { colorManagement: 'Convert' }))
    await writeFile(
      join(run.folder, 'other'),
      rgbProfile(
        'Other',
        [
          [0.4361, 0.2225, 0.0139],
          [0.3851, 0.7169, 0.0971],
          [0.1431, 0.0606, 0.7141],
        ],
        1,
      ),
    )
    const both = await process(picture, { colorManagement: 'Convert', source: file('other') })
    expect(await pyramid(both)).toEqual(alone)
  })

  it('does not cut colours off at sRGB on the way from one wide profile to another', async () => {
    const p3 = (
      await sharp(
        await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
          .withIccProfile('p3')
          .tiff()
          .toBuffer(),
      ).metadata()
    ).icc
    await writeFile(join(run.folder, 'p3'), p3 ?? '')
    const green = [[0, 255, 0, 255]]
    const picture = await tiffOf(green, { space: 'srgb', channels: 4, profile: p3 ?? Buffer.alloc(0) })
    const result = await process(picture, { colorManagement: 'Convert', output: file('wide') })
    expect(result.image?.iccProfileName).toBe('Wide')
    // The green of Display P3 in XYZ of D50, in the wide primaries, with their gamma.
    const xyz = [0.292, 0.6922, 0.0419] as const
    const expected = [
      1.3459 * xyz[0] - 0.2556 * xyz[1] - 0.0511 * xyz[2],
      -0.5446 * xyz[0] + 1.5082 * xyz[1] + 0.0205 * xyz[2],
      1.2123 * xyz[2],
    ].map((linear) => Math.round(255 * Math.max(0, linear) ** (1 / 1.8)))
    expect(furthest((await pyramid(result)).pixels, [[...expected, 255]])).toBeLessThanOrEqual(3)
  })

  it('keeps 16 bits', async () => {
    const picture = await tiffOf(
      [
        [10_000, 20_000, 30_001],
        [60_000, 61_000, 62_000],
      ],
      { space: 'rgb16', channels: 3, bits: 16, profile: wide },
    )
    const result = await process(picture, { colorManagement: 'Convert' })
    expect(result.image).toMatchObject({ bitsPerChannel: 16, channels: 3 })
    const { pixels, depth } = await pyramid(result)
    expect(depth).toBe('ushort')
    expect(pixels.flat().some((value) => value % 257 !== 0)).toBe(true)
    const eight = await tiffOf(
      [
        [10_000, 20_000, 30_001],
        [60_000, 61_000, 62_000],
      ].map((p) => [...p.map((v) => Math.round(v / 257)), 255]),
      { space: 'srgb', channels: 4, profile: wide },
    )
    const coarse = (await pyramid(await process(eight, { colorManagement: 'Convert' }))).pixels.map((p) =>
      p.slice(0, 3).map((v) => v * 257),
    )
    expect(furthest(pixels, coarse)).toBeLessThan(3 * 257)
  })

  it('takes 16 bits without a profile to be sRGB', async () => {
    const patches = [[10_000, 20_000, 30_001]]
    const result = await process(await tiffOf(patches, { space: 'rgb16', channels: 3, bits: 16 }), {
      colorManagement: 'Convert',
    })
    const { pixels, icc } = await pyramid(result)
    expect(pixels).toEqual(patches)
    expect(icc).toEqual(srgbProfile)
  })

  it('goes from RGB to the CMYK of an output profile', async () => {
    const picture = await tiffOf(
      [
        [255, 255, 255, 255],
        [0, 0, 0, 255],
      ],
      { space: 'srgb', channels: 4 },
    )
    const result = await process(picture, { colorManagement: 'Convert', output: file('press') })
    expect(result.image).toMatchObject({ colorSpace: 'CMYK', channels: 5, iccProfileName: 'Test press' })
    const { pixels, space } = await pyramid(result)
    expect(space).toBe('cmyk')
    expect(pixels[1]?.slice(0, 2)).toEqual([0, 0])
    expect(pixels[1]?.[3]).toBe(255)
    expect(pixels[0]?.[3]).toBeLessThan(5)
  })

  it.each([
    ['8 bits', 8, 'b-w', 1],
    ['16 bits', 16, 'grey16', 257],
  ] as const)('brings gray of %s to sRGB through its profile', async (_, bits, space, factor) => {
    const picture = await tiffOf(
      [0, 55, 255].map((v) => [v * factor, 255 * factor]),
      {
        space,
        channels: 2,
        bits,
        profile: linearGray,
      },
    )
    const result = await process(picture, { colorManagement: 'Convert' })
    expect(result.image).toMatchObject({ colorSpace: 'RGB', channels: 4, bitsPerChannel: bits })
    const middle = Math.round(255 * (1.055 * (55 / 255) ** (1 / 2.4) - 0.055))
    const expected = [0, middle, 255].map((value) => [value, value, value, 255].map((v) => v * factor))
    expect(furthest((await pyramid(result)).pixels, expected)).toBeLessThanOrEqual(2 * factor)
  })

  it('takes gray without a profile, or in an RGB profile, as RGB of equal parts', async () => {
    for (const profile of [undefined, srgbProfile]) {
      const picture = await tiffOf([[100, 255]], { space: 'b-w', channels: 2, ...(profile && { profile }) })
      const result = await process(picture, { colorManagement: 'Convert', output: file('wide') })
      const { pixels } = await pyramid(result)
      const [red = 0, green = 0, blue = 0] = pixels[0] ?? []
      // sRGB 100 is 0.127 linear; the wide profile has gamma 1.8.
      expect(furthest([[red, green, blue]], [[81, 81, 81]])).toBeLessThanOrEqual(2)
      expect(result.warnings).toEqual([])
    }
  })

  it('turns the picture upright once', async () => {
    const photo = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'teal' } })
      .withIccProfile('p3')
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const result = await run.process('photo.jpg', photo, { colorManagement: { colorManagement: 'Convert' } })
    expect(result.image).toMatchObject({ width: 20, height: 30 })
    const { width, height, orientation } = await sharp(derivedPath(result, 'pyramid')).metadata()
    expect([width, height, orientation]).toEqual([20, 30, 1])
  })

  it('leaves a picture that is in the output profile already as it is', async () => {
    const picture = await tiffOf([[1, 2, 3, 255]], { space: 'srgb', channels: 4, profile: wide })
    const result = await process(picture, { colorManagement: 'Convert', output: file('wide') })
    expect((await pyramid(result)).pixels).toEqual([[1, 2, 3, 255]])
  })
})

describe("what a profile can't do is a warning, and the picture stays as it is", () => {
  const patches = [[10, 200, 30, 255]]
  it.each([
    [
      'a CMYK source for RGB',
      { colorManagement: 'Convert', source: file('press') },
      'source profile "press asset" is for CMYK',
    ],
    [
      'a CMYK source for RGB',
      { colorManagement: 'Default', source: file('press') },
      'source profile "press asset" is for CMYK',
    ],
    [
      'a gray source for RGB',
      { colorManagement: 'Convert', source: file('gray') },
      'source profile "gray asset" is for GRAY',
    ],
    [
      'a source that is no profile',
      { colorManagement: 'Convert', source: file('none') },
      'no profile that a picture can be in',
    ],
    [
      'an output that is no profile',
      { colorManagement: 'Convert', output: file('none') },
      'output profile "none asset" is no profile',
    ],
  ] as const)('%s (%#)', async (_, options, words) => {
    const result = await process(await tiffOf(patches, { space: 'srgb', channels: 4 }), options)
    expect(result.warnings).toHaveLength(1)
    expect(result.warnings[0]).toContain(words)
    const { pixels, icc } = await pyramid(result)
    expect(pixels).toEqual(patches)
    expect(icc).toBeUndefined()
  })

  it('an output profile that only describes a source', async () => {
    const oneWay = Buffer.from(press)
    oneWay.write('B2X0', oneWay.indexOf('B2A0'), 'latin1')
    await writeFile(join(run.folder, 'oneWay'), oneWay)
    const result = await process(await tiffOf(patches, { space: 'srgb', channels: 4 }), {
      colorManagement: 'Convert',
      output: file('oneWay'),
    })
    expect(result.warnings[0]).toContain('could not be converted')
    expect((await pyramid(result)).pixels).toEqual(patches)
  })
})

describe('Default', () => {
  it('gives the source profile to a picture that has none, and keeps its numbers', async () => {
    const patches = [[10, 200, 30, 255]]
    const plain = await tiffOf(patches, { space: 'srgb', channels: 4 })
    const result = await process(plain, { colorManagement: 'Default', source: file('wide') })
    const { pixels, icc } = await pyramid(result)
    expect(pixels).toEqual(patches)
    expect(icc).toEqual(wide)
    expect(result.image?.iccProfileName).toBe('Wide')
    const tagged = await tiffOf(patches, {
      space: 'srgb',
      channels: 4,
      profile: srgbProfile,
    })
    const kept = await process(tagged, { colorManagement: 'Default', source: file('wide') })
    expect((await pyramid(kept)).icc).toEqual(srgbProfile)
  })
})

describe('MaintainOriginal', () => {
  it('changes neither numbers nor profile, whatever profiles come along', async () => {
    const picture = await tiffOf(opaque(inks), { space: 'cmyk', channels: 5, profile: press })
    const result = await process(picture, {
      colorManagement: 'MaintainOriginal',
      source: file('wide'),
      output: file('wide'),
    })
    const { pixels, icc } = await pyramid(result)
    expect(pixels).toEqual(opaque(inks))
    expect(icc).toEqual(press)
    const plain = await process(await tiffOf(opaque(inks), { space: 'cmyk', channels: 5 }), {
      colorManagement: 'MaintainOriginal',
      source: file('press'),
    })
    expect((await pyramid(plain)).icc).toBeUndefined()
  })
})
