import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planOutput } from './output.ts'
import { type FormatName, type OutputFormat, outputFormats } from './output-format.ts'
import { type PyramidSource, type RenderedImage, render } from './render.ts'
import { defaultDeliverySettings as settings } from './settings.ts'
import { planView } from './view.ts'
import { type ImageWish, plainWish } from './wish.ts'

type Wish = Omit<ImageWish, 'request' | 'cache'>
type Pixel = readonly number[]

const red = [255, 0, 0]
const green = [0, 255, 0]
const blue = [0, 0, 255]
const yellow = [255, 255, 0]
const white = [255, 255, 255]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'render-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function pyramid(image: Sharp, name: string): Promise<PyramidSource> {
  const path = join(folder, `${name}.tif`)
  await image
    .tiff({ pyramid: true, tile: true, tileWidth: 256, tileHeight: 256, compression: 'deflate' })
    .toFile(path)
  const { width, height, pages = 1 } = await sharp(path).metadata()
  return { path, width, height, levels: pages }
}

function plain(width: number, height: number, background: string): Sharp {
  return sharp({ create: { width, height, channels: 3, background } })
}

/** 1200 x 800: red, green, blue and yellow quarters, row by row. */
async function quarters(): Promise<Sharp> {
  const quarter = (color: string) => plain(600, 400, color).png().toBuffer()
  return sharp(
    await plain(1200, 800, 'red')
      .composite([
        { input: await quarter('lime'), left: 600, top: 0 },
        { input: await quarter('blue'), left: 0, top: 400 },
        { input: await quarter('yellow'), left: 600, top: 400 },
      ])
      .png()
      .toBuffer(),
  )
}

/** Ripples and edges without any repetition, so that every shift shows. */
function texture(width: number, height: number): Sharp {
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      data[at] = 127 + 120 * Math.sin((x * x) / 9000 + y / 20)
      data[at + 1] = (x >> 4) % 2 === (y >> 4) % 2 ? 230 : 20
      data[at + 2] = (255 * y) / height
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
}

function renderWish(source: PyramidSource, wish: Wish): Promise<RenderedImage> {
  const full = { ...plainWish, ...wish }
  return render(source, planView(source, full, settings), planOutput(full, settings))
}

async function decode({ data }: RenderedImage) {
  const raw = await sharp(data).raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = raw.info
  const at = (x: number, y: number): Pixel => {
    const start = (y * width + x) * channels
    return [...raw.data.subarray(start, start + channels)]
  }
  return { width, height, channels, at, pixels: raw.data }
}

const png: OutputFormat = { name: 'png', pixelType: 'rgb', compression: 'none' }
const pngAlpha: OutputFormat = { ...png, name: 'png-alpha' }

function near(actual: Pixel, expected: Pixel, tolerance = 3): void {
  const message = `${actual} is not near ${expected}`
  expect(actual.length, message).toBe(expected.length)
  for (const [index, value] of expected.entries()) {
    expect(Math.abs((actual[index] ?? Number.NaN) - value), message).toBeLessThanOrEqual(tolerance)
  }
}

describe('what is drawn', () => {
  it('is the whole image at the size asked for', async () => {
    const image = await decode(
      await renderWish(await pyramid(await quarters(), 'q'), { width: 120, format: png }),
    )
    expect([image.width, image.height]).toEqual([120, 80])
    near(image.at(0, 0), red)
    near(image.at(119, 0), green)
    near(image.at(0, 79), blue)
    near(image.at(119, 79), yellow)
    near(image.at(55, 35), red)
    near(image.at(65, 45), yellow)
  })

  it.each<[string, Wish, [x: number, y: number, color: Pixel][]]>([
    [
      'background above and below',
      { width: 120, height: 120 },
      [
        [0, 0, white],
        [119, 17, white],
        [2, 22, red],
        [117, 97, yellow],
        [60, 105, white],
      ],
    ],
    [
      'a background of its own, aligned to the bottom',
      { width: 120, height: 120, align: { x: 0, y: 1 }, background: { r: 255, g: 0, b: 255 } },
      [
        [60, 35, [255, 0, 255]],
        [2, 42, red],
        [117, 117, yellow],
      ],
    ],
    [
      'the middle, when the sides are cut off',
      { width: 40, height: 80, fit: { mode: 'crop', upscale: false } },
      [
        [0, 0, red],
        [17, 0, red],
        [23, 0, green],
        [39, 79, yellow],
      ],
    ],
    [
      'a crop',
      { crop: { unit: 'pixel', rect: { x: 600, y: 0, width: 600, height: 800 } }, width: 60 },
      [
        [0, 0, green],
        [59, 0, green],
        [0, 79, yellow],
      ],
    ],
    [
      'a small crop, enlarged',
      { crop: { unit: 'pixel', rect: { x: 596, y: 396, width: 8, height: 8 } }, width: 400 },
      [
        [10, 10, red],
        [390, 10, green],
        [10, 390, blue],
        [390, 390, yellow],
      ],
    ],
    [
      'background where a crop reaches beyond the image',
      { crop: { unit: 'pixel', rect: { x: -600, y: -400, width: 1200, height: 800 } }, width: 120 },
      [
        [0, 0, white],
        [119, 30, white],
        [30, 79, white],
        [62, 42, red],
        [119, 79, red],
      ],
    ],
    [
      'background in a rect beyond the view',
      { width: 120, rect: { rect: { x: 100, y: 60, width: 40, height: 40 }, scale: 1 } },
      [
        [10, 10, yellow],
        [18, 18, yellow],
        [21, 10, white],
        [10, 21, white],
      ],
    ],
    [
      'nothing but background when the crop misses the image',
      { crop: { unit: 'pixel', rect: { x: 5000, y: 0, width: 50, height: 50 } } },
      [
        [0, 0, white],
        [49, 49, white],
      ],
    ],
  ])('is %s', async (name, wish, expected) => {
    const source = await pyramid(await quarters(), name.replaceAll(' ', '-'))
    const image = await decode(await renderWish(source, { ...wish, format: png }))
    for (const [x, y, color] of expected) near(image.at(x, y), color)
  })
})

describe('rect', () => {
  // libvips resamples at positions of 1/64 pixel: a position that lies between two may fall on either.
  const positionStep = Math.ceil((2 * 255) / 64)
  const sharpen = { amount: 2, radius: 6, threshold: 0, monochrome: false }
  it.each<[string, Wish, tolerance: number]>([
    ['at full size', { inverseScale: 1 }, 0],
    ['from a level as it is', { inverseScale: 2 }, 0],
    ['between two levels', { inverseScale: 1.37 }, positionStep],
    ['enlarged', { inverseScale: 0.61 }, positionStep],
    [
      'of a crop with background around',
      {
        crop: { unit: 'pixel', rect: { x: 100, y: -50, width: 800, height: 900 } },
        width: 700,
        height: 700,
      },
      positionStep,
    ],
    ['sharpened at full size', { inverseScale: 1, sharpen }, 1],
    ['sharpened between two levels', { inverseScale: 1.37, sharpen }, positionStep * (1 + sharpen.amount)],
  ])('joins tiles to the whole view, %s', async (name, wish, tolerance) => {
    const source = await pyramid(texture(1000, 701), `tiles-${name.replaceAll(' ', '-')}`)
    const whole = await decode(await renderWish(source, { ...wish, format: png }))
    const side = 200
    let worst = 0
    for (let top = 0; top < whole.height; top += side) {
      for (let left = 0; left < whole.width; left += side) {
        const size = { width: Math.min(side, whole.width - left), height: Math.min(side, whole.height - top) }
        const rect = { rect: { x: left, y: top, ...size }, scale: 1 }
        const tile = await decode(await renderWish(source, { ...wish, rect, format: png }))
        expect([tile.width, tile.height]).toEqual([size.width, size.height])
        for (let y = 0; y < tile.height; y++) {
          for (let x = 0; x < tile.width * 3; x++) {
            const inTile = tile.pixels[y * tile.width * 3 + x] ?? -1000
            const inWhole = whole.pixels[((top + y) * whole.width + left) * 3 + x] ?? 1000
            worst = Math.max(worst, Math.abs(inTile - inWhole))
          }
        }
      }
    }
    expect(worst).toBeLessThanOrEqual(tolerance)
  })
})

describe('transparency', () => {
  const half = () =>
    sharp({
      create: { width: 400, height: 200, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } },
    })

  it('is laid on the background by formats without alpha', async () => {
    const source = await pyramid(half(), 'on-background')
    const background = { r: 0, g: 0, b: 255 }
    const image = await decode(await renderWish(source, { width: 100, background, format: png }))
    near(image.at(50, 25), [127, 0, 128])
  })

  it.each<[FormatName, number]>([
    ['png-alpha', 3],
    ['webp-alpha', 3],
    ['avif-alpha', 8],
    ['tif-alpha', 3],
  ])('is kept by %s, with nothing beside the image', async (name, tolerance) => {
    const source = await pyramid(half(), name)
    const { compressions } = outputFormats[name]
    const format = { name, pixelType: 'rgb', compression: compressions[0] } as const
    const image = await decode(await renderWish(source, { width: 100, height: 100, format }))
    near(image.at(50, 50), [255, 0, 0, 128], tolerance)
    expect(image.at(50, 5)[3]).toBe(0)
  })

  it('is a fully opaque channel for an image without any', async () => {
    const source = await pyramid(plain(400, 200, 'blue'), 'opaque')
    const image = await decode(await renderWish(source, { width: 100, format: pngAlpha }))
    expect(image.at(50, 25)).toEqual([0, 0, 255, 255])
  })

  it.each<[string, () => Sharp, Pixel]>([
    ['of RGB', half, [255, 0, 0, 128]],
    ['of gray', () => half().toColourspace('b-w'), [127, 127, 127, 128]],
    ['of 16 bits per channel', () => half().toColourspace('rgb16'), [255, 0, 0, 128]],
  ])('survives sharpening, %s', async (name, image, expected) => {
    const source = await pyramid(image(), `sharpened-${name.replaceAll(' ', '-')}`)
    const sharpen = { amount: 1, radius: 8, threshold: 0, monochrome: false }
    const reply = await decode(
      await renderWish(source, { width: 100, height: 100, sharpen, format: pngAlpha }),
    )
    near(reply.at(50, 50), expected)
    expect(reply.at(50, 5)[3]).toBe(0)
  })
})

describe('color', () => {
  const color = { r: 200, g: 100, b: 50 }
  const patch = () => sharp({ create: { width: 600, height: 400, channels: 3, background: color } })

  it.each<[string, () => Sharp, Pixel]>([
    ['CMYK with a profile', () => patch().toColourspace('cmyk').withIccProfile('cmyk'), [200, 100, 50]],
    ['CMYK without a profile', () => patch().toColourspace('cmyk'), [200, 100, 50]],
    ['Display P3', () => patch().withIccProfile('p3'), [200, 100, 50]],
    ['16 bits per channel', () => patch().toColourspace('rgb16'), [200, 100, 50]],
    ['Lab', () => patch().toColourspace('lab'), [200, 100, 50]],
    ['gray of 16 bits', () => patch().greyscale().toColourspace('grey16'), [122, 122, 122]],
    [
      'gray',
      () =>
        sharp({ create: { width: 600, height: 400, channels: 3, background: '#808080' } }).toColourspace(
          'b-w',
        ),
      [128, 128, 128],
    ],
  ])('of %s comes out as untagged 8-bit sRGB on a colored background', async (name, image, expected) => {
    const source = await pyramid(image(), name.replaceAll(' ', '-'))
    for (const width of [600, 100]) {
      const reply = await renderWish(source, {
        width,
        height: width,
        background: { r: 0, g: 255, b: 0 },
        format: png,
      })
      const { icc, exif, depth, space } = await sharp(reply.data).metadata()
      expect({ icc, exif, depth, space }).toEqual({
        icc: undefined,
        exif: undefined,
        depth: 'uchar',
        space: 'srgb',
      })
      const pixels = await decode(reply)
      near(pixels.at(width / 2, width / 2), expected, 6)
      near(pixels.at(0, 0), green)
    }
  })

  it('does not pass on EXIF', async () => {
    const source = await pyramid(patch().withExif({ IFD0: { Copyright: 'Somebody' } }), 'exif')
    const { exif } = await sharp((await renderWish(source, { width: 100 })).data).metadata()
    expect(exif).toBeUndefined()
  })

  it.each<[OutputFormat, string, number]>([
    [{ name: 'jpeg', pixelType: 'gray', compression: 'none' }, 'b-w', 1],
    [{ name: 'jpeg', pixelType: 'cmyk', compression: 'none' }, 'cmyk', 4],
    [{ name: 'tif', pixelType: 'cmyk', compression: 'zip' }, 'cmyk', 4],
    [{ name: 'tif', pixelType: 'gray', compression: 'lzw' }, 'b-w', 1],
    [{ name: 'png', pixelType: 'gray', compression: 'none' }, 'b-w', 1],
  ])('is converted for %j', async (format, space, channels) => {
    const source = await pyramid(patch(), `to-${format.name}-${format.pixelType}`)
    const reply = await renderWish(source, { width: 100, format })
    expect(await sharp(reply.data).metadata()).toMatchObject({ space, channels, width: 100 })
  })
})

describe('op_usm', () => {
  const edge = async () =>
    sharp(
      await plain(800, 400, '#606060')
        .composite([{ input: await plain(400, 400, '#a0a0a0').png().toBuffer(), left: 400, top: 0 }])
        .png()
        .toBuffer(),
    )
  const sharpen = { amount: 2, radius: 8, threshold: 0, monochrome: false }

  it('makes the sides of an edge overshoot, and leaves the rest', async () => {
    const source = await pyramid(await edge(), 'edge')
    const image = await decode(await renderWish(source, { width: 200, sharpen, format: png }))
    expect(image.at(98, 50)[0]).toBeLessThan(0x60 - 10)
    expect(image.at(101, 50)[0]).toBeGreaterThan(0xa0 + 10)
    near(image.at(10, 50), [0x60, 0x60, 0x60])
    near(image.at(190, 50), [0xa0, 0xa0, 0xa0])
  })

  it('has a radius in pixels of the full image', async () => {
    const source = await pyramid(await edge(), 'edge-radius')
    const reach = async (width: number) => {
      const image = await decode(await renderWish(source, { width, sharpen, format: png }))
      let x = width / 2
      while (x < width && (image.at(x, 20)[0] ?? 0) > 0xa0 + 1) x++
      return (x - width / 2) / width
    }
    expect(await reach(800)).toBeGreaterThan(0)
    expect(Math.abs((await reach(200)) - (await reach(800)))).toBeLessThan(0.015)
  })
})

describe('formats', () => {
  it.each(Object.keys(outputFormats) as FormatName[])('%s decodes to the right size', async (name) => {
    const source = await pyramid(await quarters(), `format-${name}`)
    const facts = outputFormats[name]
    for (const compression of facts.compressions) {
      const reply = await renderWish(source, {
        width: 120,
        format: { name, pixelType: 'rgb', compression },
      })
      const image = await decode(reply)
      expect(reply.mimeType).toBe(facts.mimeType)
      const { format, mediaType } = await sharp(reply.data).metadata()
      expect(mediaType ?? `image/${format}`).toBe(facts.mimeType)
      expect([image.width, image.height]).toEqual([120, 80])
      near(image.at(20, 20).slice(0, 3), red, 12)
      near(image.at(100, 60).slice(0, 3), yellow, 12)
    }
  })

  it('are smaller at lower quality', async () => {
    const source = await pyramid(texture(600, 400), 'quality')
    for (const name of ['jpeg', 'pjpeg', 'webp', 'avif'] as const) {
      const bytes = async (quality: number) => {
        const compression = name.endsWith('jpeg') ? 'none' : 'lossy'
        const format: OutputFormat = { name, pixelType: 'rgb', compression }
        return (await renderWish(source, { format, quality: { quality, chroma: false } })).data.length
      }
      expect(await bytes(30)).toBeLessThan(await bytes(90))
    }
  })

  it('keep full color resolution in a JPEG when asked', async () => {
    const source = await pyramid(await quarters(), 'chroma')
    const subsampling = async (chroma: boolean) => {
      const reply = await renderWish(source, { width: 64, quality: { quality: 80, chroma } })
      return (await sharp(reply.data).metadata()).chromaSubsampling
    }
    expect(await subsampling(false)).toBe('4:2:0')
    expect(await subsampling(true)).toBe('4:4:4')
  })

  it('are progressive JPEG for pjpeg only', async () => {
    const source = await pyramid(await quarters(), 'progressive')
    for (const [name, isProgressive] of [
      ['jpeg', false],
      ['pjpeg', true],
    ] as const) {
      const format: OutputFormat = { name, pixelType: 'rgb', compression: 'none' }
      const reply = await renderWish(source, { width: 64, format })
      expect(await sharp(reply.data).metadata()).toMatchObject({ isProgressive })
    }
  })

  it('refuse an image that they cannot hold', async () => {
    const source = await pyramid(await quarters(), 'too-long')
    const wish: ImageWish = {
      ...plainWish,
      width: 20_000,
      format: { name: 'webp', pixelType: 'rgb', compression: 'lossy' },
    }
    const free = { ...settings, maxSize: { width: 0, height: 0 } }
    await expect(render(source, planView(source, wish, free), planOutput(wish, free))).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('16383'),
    })
  })
})
