import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { furthest } from '../imaging/test-furthest.ts'
import { type PixelLayout, pixelFileHeader } from '../processing/image/pixel-file-header.ts'
import { pixelFileXml } from '../processing/image/pixel-file-xml.ts'
import { grayProfile, type Lab, pressProfile, rgbProfile, srgbOf } from '../processing/image/test-profile.ts'
import { pyramidPicture } from './composition/pyramid-picture.ts'
import { planOutput } from './output.ts'
import { pyramidOf } from './pyramid-source.ts'
import { type PyramidSource, render } from './render.ts'
import { defaultDeliverySettings as settings } from './settings.ts'
import { planView } from './view.ts'
import { plainWish } from './wish.ts'

let folder: string
let files = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'managed-colors-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const labOfInks = (c: number, m: number, y: number, k: number): Lab => [
  100 - 22 * c - 24 * m - 6 * y - 45 * k,
  -25 * c + 45 * m - 4 * y,
  -30 * c - 6 * m + 60 * y,
]
const press = pressProfile('Test press', labOfInks, ([l]) => [0, 0, 0, (100 - l) / 45])
/** Its primaries are those of sRGB, so that only the gamma is to be computed. */
const bright = rgbProfile(
  'Bright',
  [
    [0.43607, 0.22249, 0.01392],
    [0.38515, 0.71687, 0.09708],
    [0.14307, 0.06061, 0.7141],
  ],
  1,
)
const linearGray = grayProfile('Linear gray', 1)

const ofLight = (light: number) => 255 * (1.055 * light ** (1 / 2.4) - 0.055)

interface Patches extends Pick<PixelLayout, 'space' | 'channels' | 'bits'> {
  readonly profile?: Buffer
}

/** A pyramid with a patch of 10 x 10 pixels for each color, side by side. */
async function pyramidOfPatches(
  patches: readonly (readonly number[])[],
  layout: Patches,
): Promise<PyramidSource> {
  const size = { width: patches.length * 10, height: 10 }
  const row = patches.flatMap((patch) => Array.from({ length: 10 }, () => patch)).flat()
  const values = Array.from({ length: 10 }, () => row).flat()
  const samples = layout.bits === 16 ? new Uint16Array(values) : new Uint8Array(values)
  const path = join(folder, `patches-${++files}`)
  const header = pixelFileHeader({ ...size, ...layout })
  await writeFile(
    `${path}.v`,
    Buffer.concat([header, Buffer.from(samples.buffer), pixelFileXml(layout.profile)]),
  )
  const kept = sharp(`${path}.v`, { ignoreIcc: true }).toColourspace(layout.space).keepIccProfile()
  await (layout.space === 'cmyk' ? kept.pipelineColourspace('cmyk') : kept)
    .tiff({ pyramid: true, tile: true, tileWidth: 256, tileHeight: 256, compression: 'deflate' })
    .toFile(`${path}.tif`)
  return { path: `${path}.tif`, ...size, levels: 1, isManaged: true }
}

/** The colors in the middle of the patches of a reply. */
async function delivered(
  source: PyramidSource,
  patches: number,
  format: 'png' | 'png-alpha' = 'png',
): Promise<number[][]> {
  const wish = { ...plainWish, format: { name: format, pixelType: 'rgb', compression: 'none' } } as const
  const { data } = await render(source, planView(source, wish, settings), planOutput(wish, settings))
  const { icc, width } = await sharp(data).metadata()
  expect([icc, width]).toEqual([undefined, source.width])
  const raw = await sharp(data).raw().toBuffer()
  return middles(raw, patches)
}

function middles(raw: Uint8Array, patches: number): number[][] {
  const channels = raw.length / (patches * 100)
  return Array.from({ length: patches }, (_, i) => {
    const at = (5 * patches * 10 + i * 10 + 5) * channels
    return [...raw.subarray(at, at + channels)]
  })
}

const inks = [
  [0, 0, 0, 0],
  [0, 0, 0, 255],
  [128, 0, 0, 0],
  [0, 255, 0, 0],
  [40, 60, 120, 20],
  [0, 100, 200, 100],
]
const colorsOfInks = inks.map(([c = 0, m = 0, y = 0, k = 0]) =>
  srgbOf(labOfInks(c / 255, m / 255, y / 255, k / 255)),
)

describe('the colors of a picture with a profile', () => {
  it('are what the inks of its press mean', async () => {
    const source = await pyramidOfPatches(inks, { space: 'cmyk', channels: 4, bits: 8, profile: press })
    expect(furthest(await delivered(source, inks.length), colorsOfInks)).toBeLessThanOrEqual(1)
  })

  it('are the same with transparency, which stays, and in a layer', async () => {
    const patches = inks.map((patch) => [...patch, 200])
    const source = await pyramidOfPatches(patches, { space: 'cmyk', channels: 5, bits: 8, profile: press })
    const expected = colorsOfInks.map((color) => [...color, 200])
    expect(furthest(await delivered(source, inks.length, 'png-alpha'), expected)).toBeLessThanOrEqual(1)
    const whole = { x: 0, y: 0, width: source.width, height: source.height }
    const picture = pyramidPicture(source, { hasAlpha: true, resolution: 72 })
    const drawn = await picture.draw(whole, source, whole)
    expect(furthest(middles(drawn, inks.length), expected)).toBeLessThanOrEqual(1)
  })

  it.each([
    ['8 bits', 8, 'b-w', 1],
    ['16 bits', 16, 'grey16', 257],
  ] as const)('are gray of its own curve, in %s', async (_, bits, space, factor) => {
    const levels = [0, 20, 55, 128, 255]
    const source = await pyramidOfPatches(
      levels.map((level) => [level * factor]),
      { space, channels: 1, bits, profile: linearGray },
    )
    const expected = levels.map((level) => {
      const value = level === 0 ? 0 : ofLight(level / 255)
      return [value, value, value]
    })
    expect(furthest(await delivered(source, levels.length), expected)).toBeLessThanOrEqual(1.5)
  })

  it.each([
    ['8 bits', 8, 'srgb', 1],
    ['16 bits', 16, 'rgb16', 257],
  ] as const)('are RGB by its own primaries and curve, in %s', async (_, bits, space, factor) => {
    const patches = [
      [10, 60, 200],
      [255, 128, 30],
    ]
    const source = await pyramidOfPatches(
      patches.map((patch) => patch.map((level) => level * factor)),
      { space, channels: 3, bits, profile: bright },
    )
    const expected = patches.map((patch) => patch.map((level) => ofLight(level / 255)))
    expect(furthest(await delivered(source, 2), expected)).toBeLessThanOrEqual(1.5)
  })
})

describe('a picture whose profile says nothing about it', () => {
  const numbers = [
    [10, 60, 200],
    [255, 128, 30],
  ]

  it.each([
    ['none', undefined],
    ['one of a press', press],
    ['one that is no profile', Buffer.from('no profile at all')],
  ])('is sRGB: %s', async (_, profile) => {
    const layout = { space: 'srgb', channels: 3, bits: 8, ...(profile && { profile }) } as const
    const source = await pyramidOfPatches(numbers, layout)
    expect(await delivered(source, 2)).toEqual(numbers)
  })

  it('is in the inks of the built-in press, within two levels of LittleCMS', async () => {
    const source = await pyramidOfPatches(inks, { space: 'cmyk', channels: 4, bits: 8 })
    // Computed once by lcms-wasm with cmsFLAGS_NOOPTIMIZE, from the press that the image library has built in.
    const expected = [
      [255, 255, 255],
      [41, 35, 43],
      [97, 194, 241],
      [234, 23, 133],
      [196, 168, 129],
      [162, 112, 62],
    ]
    expect(furthest(await delivered(source, inks.length), expected)).toBeLessThanOrEqual(2)
  })
})

describe('pyramidOf', () => {
  const image = {
    width: 1,
    height: 1,
    resolution: 72,
    colorSpace: 'RGB',
    bitsPerChannel: 8,
    channels: 3,
    hasAlpha: false,
    pages: 1,
    format: 'tiff',
  }
  const blobs = { localPath: async (key: string) => key } as Parameters<typeof pyramidOf>[0]
  const derived = { pyramid: 'p', mask: 'm' }

  it.each([
    [{}, false],
    [{ iccProfileName: 'sRGB IEC61966-2.1' }, false],
    [{ iccProfileName: 'Adobe RGB (1998)' }, true],
    [{ iccProfileName: 'Display P3' }, true],
    [{ colorSpace: 'CMYK' }, true],
    [{ colorSpace: 'GRAY' }, true],
  ])('looks at the profile of a picture with %o: %s', async (facts, isManaged) => {
    const asset = { name: 'a', derived, image: { ...image, ...facts }, crop: null }
    expect((await pyramidOf(blobs, asset, 'pyramid')).isManaged).toBe(isManaged)
    expect((await pyramidOf(blobs, asset, 'mask')).isManaged).toBe(false)
  })
})
