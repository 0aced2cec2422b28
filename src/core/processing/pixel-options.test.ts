import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { furthest } from '../imaging/test-furthest.ts'
import type { KnockoutBackgroundOptions } from './options/option-types.ts'
import { derivedPath, startTestRun, type TestRun } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

const [width, height] = [200, 150]
/** Where the thing is in `onPaper`. */
const thing = { left: 60, top: 40, width: 80, height: 50 }

/** A dark block on paper of one colour. */
function onPaper(paper = '#f4f6f2', colour = '#204080'): Sharp {
  const create = { channels: 4 as const, background: colour, width: thing.width, height: thing.height }
  return sharp({ create: { width, height, channels: 4, background: paper } }).composite([
    { input: { create }, left: thing.left, top: thing.top },
  ])
}

const opaque = async (picture: Sharp) => sharp(await picture.png().toBuffer()).removeAlpha()
const corner = { corner: 'UpperLeft', tolerance: 0.05 } as const

describe('autoColorCropOptions', () => {
  it.each([
    [
      'JPEG',
      'a.jpg',
      async () => (await opaque(onPaper())).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }),
    ],
    ['PNG with a palette', 'a.png', async () => (await opaque(onPaper())).png({ palette: true })],
    ['gray', 'a.png', async () => (await opaque(onPaper())).toColourspace('b-w').png()],
    ['16 bit', 'a.png', async () => (await opaque(onPaper())).toColourspace('rgb16').png()],
    ['16 bit gray', 'a.png', async () => (await opaque(onPaper())).toColourspace('grey16').png()],
    [
      'CMYK',
      'a.tif',
      async () =>
        (await opaque(onPaper())).toColourspace('cmyk').withIccProfile('cmyk').tiff({ compression: 'lzw' }),
    ],
    ['alpha', 'a.png', async () => onPaper('transparent').png()],
    ['GIF', 'a.gif', async () => (await opaque(onPaper())).gif()],
    ['Lab', 'a.tif', async () => (await opaque(onPaper())).toColourspace('lab').tiff({ compression: 'lzw' })],
  ])('finds the thing in a picture of the kind %s', async (_, name, make) => {
    const result = await run.process(name, await (await make()).toBuffer(), { autoColorCropOptions: corner })
    expect(result.crop).toEqual(thing)
    const pyramid = await sharp(derivedPath(result, 'pyramid')).metadata()
    expect([pyramid.width, pyramid.height]).toEqual([width, height])
  })

  it('finds it in an SVG', async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><rect x="20" y="10" width="30" height="40" fill="red"/></svg>`
    const { crop } = await run.process('a.svg', svg, { autoColorCropOptions: corner })
    expect(crop).toEqual({ left: 20, top: 10, width: 30, height: 40 })
  })

  it('is of the upright picture', async () => {
    const turned = await (await opaque(onPaper()))
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    const { crop, image } = await run.process('a.jpg', await turned.toBuffer(), {
      autoColorCropOptions: corner,
    })
    expect(image).toMatchObject({ width: height, height: width })
    const left = height - thing.top - thing.height
    expect(crop).toEqual({ left, top: thing.left, width: thing.height, height: thing.width })
  })

  it.each([
    ['UpperLeft', { left: 100, top: 0, width: 100, height: 150 }],
    ['BottomLeft', { left: 100, top: 0, width: 100, height: 150 }],
    ['UpperRight', { left: 0, top: 0, width: 100, height: 150 }],
    ['BottomRight', { left: 0, top: 0, width: 100, height: 150 }],
  ] as const)('takes the colour of the corner %s', async (name, crop) => {
    const half = { create: { width: 100, height, channels: 3 as const, background: 'green' } }
    const halves = sharp({ create: { width, height, channels: 3, background: 'white' } }).composite([
      { input: half, left: 100, top: 0 },
    ])
    const options = { autoColorCropOptions: { corner: name, tolerance: 0 } }
    expect((await run.process('a.png', await halves.png().toBuffer(), options)).crop).toEqual(crop)
  })

  it('crops nothing, without a word, where the edges differ', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
    const noisy = sharp({ create: { width: 60, height: 40, channels: 3, background: 'gray', noise } })
    const result = await run.process('a.png', await noisy.png().toBuffer(), { autoColorCropOptions: corner })
    expect(result).toMatchObject({ warnings: [] })
    expect(result.crop).toBeUndefined()
  })

  it('warns where nothing would be left', async () => {
    const plain = sharp({ create: { width: 60, height: 40, channels: 3, background: 'gray' } })
    const result = await run.process('a.png', await plain.png().toBuffer(), { autoColorCropOptions: corner })
    expect(result.crop).toBeUndefined()
    expect(result.warnings).toEqual([
      'autoColorCropOptions (corner UpperLeft, tolerance 0.05) match every pixel of an image of 60 x 40 pixels; ' +
        'it was not cropped.',
    ])
  })
})

describe('autoTransparentCropOptions', () => {
  it('takes off what is as transparent as the tolerance says', async () => {
    const faint = await onPaper('#ffffff30').png().toBuffer()
    const crop = async (tolerance: number) =>
      (await run.process('a.png', faint, { autoTransparentCropOptions: { tolerance } })).crop
    expect(await crop(0.1)).toBeUndefined()
    expect(await crop(0.2)).toEqual(thing)
  })

  it('warns of a picture without alpha, and of one that is all transparent', async () => {
    const warnings = async (picture: Sharp) => {
      const options = { autoTransparentCropOptions: { tolerance: 0 } }
      const result = await run.process('a.png', await picture.png().toBuffer(), options)
      expect(result.crop).toBeUndefined()
      return result.warnings
    }
    expect(await warnings(await opaque(onPaper()))).toEqual([
      '"a.png" has no transparency for autoTransparentCropOptions; it was not cropped.',
    ])
    expect(await warnings(onPaper('transparent', 'transparent'))).toEqual([
      `autoTransparentCropOptions (tolerance 0) count as transparent every pixel of an image of ${width} x ${height} pixels; it was not cropped.`,
    ])
  })

  it('sees the transparency that a knockout made', async () => {
    const result = await run.process('a.png', await (await opaque(onPaper())).png().toBuffer(), {
      autoTransparentCropOptions: { tolerance: 0 },
      knockoutBackgroundOptions: { ...corner, fillMethod: 'FloodFill' },
    })
    expect(result).toMatchObject({ crop: thing, warnings: [] })
  })
})

/** A ring: paper outside and inside, connected nowhere. */
const ring = () =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="120"><rect width="120" height="120" fill="#f4f6f2"/>` +
      '<circle cx="60" cy="60" r="35" fill="none" stroke="#204080" stroke-width="20"/></svg>',
  )
const knockout = (fillMethod: KnockoutBackgroundOptions['fillMethod']) => ({
  knockoutBackgroundOptions: { ...corner, fillMethod },
})
const alphaAt = async (path: string, x: number, y: number) => {
  const { data, info } = await sharp(path).extractChannel('alpha').raw().toBuffer({ resolveWithObject: true })
  return data[y * info.width + x]
}

describe('knockoutBackgroundOptions', () => {
  it.each([
    ['FloodFill', 'keeps', 255],
    ['MatchPixel', 'takes', 0],
  ] as const)('by %s %s background that is enclosed', async (fillMethod, _, inside) => {
    const picture = await sharp(ring()).removeAlpha().png().toBuffer()
    const result = await run.process('a.png', picture, knockout(fillMethod))
    const path = derivedPath(result, 'pyramid')
    expect(result.image).toMatchObject({ hasAlpha: true, channels: 4 })
    expect(await alphaAt(path, 2, 2)).toBe(0)
    expect(await alphaAt(path, 118, 118)).toBe(0)
    expect(await alphaAt(path, 60, 25)).toBe(255)
    expect(await alphaAt(path, 60, 60)).toBe(inside)
  })

  it.each([
    ['gray', 'a.png', (picture: Sharp) => picture.toColourspace('b-w').png(), 'b-w', 2],
    ['16 bit', 'a.png', (picture: Sharp) => picture.toColourspace('rgb16').png(), 'rgb16', 4],
    ['16 bit gray', 'a.png', (picture: Sharp) => picture.toColourspace('grey16').png(), 'grey16', 2],
    [
      'CMYK',
      'a.tif',
      (picture: Sharp) => picture.toColourspace('cmyk').withIccProfile('cmyk').tiff({ compression: 'lzw' }),
      'cmyk',
      5,
    ],
    ['a palette', 'a.png', (picture: Sharp) => picture.png({ palette: true }), 'srgb', 4],
  ] as const)('keeps the colours of a picture of the kind %s', async (_, name, as, space, channels) => {
    const original = await as(await opaque(onPaper())).toBuffer()
    const result = await run.process(name, original, knockout('FloodFill'))
    expect(result.image).toMatchObject({ hasAlpha: true, channels })
    const path = derivedPath(result, 'pyramid')
    const { icc, ...header } = await sharp(path).metadata()
    expect(header).toMatchObject({ space, channels, hasAlpha: true })
    expect(icc).toEqual((await sharp(original).metadata()).icc)
    const cut = async (input: string | Buffer) =>
      await sharp(input).extract(thing).removeAlpha().toColourspace('srgb').raw().toBuffer()
    expect(await cut(path)).toEqual(await cut(original))
    expect(await alphaAt(path, thing.left - 1, thing.top)).toBe(0)
    expect(await alphaAt(path, thing.left, thing.top)).toBe(255)
  })

  it('is of the upright picture', async () => {
    const half = { create: { width: 100, height, channels: 3 as const, background: 'green' } }
    const halves = sharp({ create: { width, height, channels: 3, background: 'white' } }).composite([
      { input: half, left: 100, top: 0 },
    ])
    const turned = await halves
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
      .toBuffer()
    const path = derivedPath(await run.process('a.jpg', turned, knockout('FloodFill')), 'pyramid')
    expect(await alphaAt(path, 75, 10)).toBe(0)
    expect(await alphaAt(path, 75, 190)).toBe(255)
  })

  it('leaves what was transparent before as it was', async () => {
    const before = await sharp(
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><circle cx="40" cy="40" r="30" fill="#c03020"/></svg>',
      ),
    )
      .png()
      .toBuffer()
    const exact = { corner: 'UpperLeft', tolerance: 0, fillMethod: 'FloodFill' } as const
    const result = await run.process('a.png', before, { knockoutBackgroundOptions: exact })
    const over = async (input: string | Buffer) =>
      await sharp(input).flatten({ background: '#0f0' }).raw().toBuffer()
    const [a, b] = [await over(before), await over(derivedPath(result, 'pyramid'))]
    expect(furthest([...a], [...b])).toBeLessThan(3)
  })

  it('keeps a picture that is all background, with a warning', async () => {
    const plain = sharp({ create: { width: 60, height: 40, channels: 3, background: 'gray' } })
    const result = await run.process('a.png', await plain.png().toBuffer(), knockout('MatchPixel'))
    expect(result.image).toMatchObject({ hasAlpha: false, channels: 3 })
    expect((await sharp(derivedPath(result, 'pyramid')).metadata()).hasAlpha).toBe(false)
    expect(result.warnings).toEqual([
      'knockoutBackgroundOptions (corner UpperLeft, tolerance 0.05) match every pixel of "a.png"; it keeps its background.',
    ])
  })

  it('takes the crop by colour from the background as it came', async () => {
    const picture = await (await opaque(onPaper()))
      .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
      .toBuffer()
    const options = { ...knockout('FloodFill'), autoColorCropOptions: corner }
    expect((await run.process('a.jpg', picture, options)).crop).toEqual(thing)
  })
})

describe('with a mask', () => {
  it.each([
    ['8 bit', 'srgb'],
    ['16 bit', 'rgb16'],
  ] as const)('of %s, the knocked out alpha is the mask', async (_, space) => {
    const picture = await sharp(ring()).removeAlpha().toColourspace(space).png().toBuffer()
    const result = await run.process('a.png', picture, { ...knockout('MatchPixel'), createMask: true })
    const mask = await sharp(derivedPath(result, 'mask')).metadata()
    expect(mask).toMatchObject({ width: 120, height: 120, channels: 1, space: 'b-w', depth: 'uchar' })
    const raw = (picture_: Sharp) => picture_.toColourspace('b-w').raw().toBuffer()
    const alpha = await raw(sharp(derivedPath(result, 'pyramid')).extractChannel('alpha'))
    const white = await raw(sharp(derivedPath(result, 'mask')))
    expect(furthest([...alpha], [...white])).toBeLessThan(2)
    expect(new Set(white).size).toBeGreaterThan(20)
  })

  it('of 16 bits without a knockout, alpha is the mask too', async () => {
    const samples = Uint16Array.from({ length: 64 * 64 * 4 }, (_, i) =>
      i % 4 === 3 ? (i % 256) * 257 : 9000,
    )
    const picture = sharp(samples, { raw: { width: 64, height: 64, channels: 4 } }).toColourspace('rgb16')
    const result = await run.process('a.png', await picture.png().toBuffer(), { createMask: true })
    const white = await sharp(derivedPath(result, 'mask')).toColourspace('b-w').raw().toBuffer()
    expect([...white.subarray(0, 3)]).toEqual([3, 7, 11])
  })
})

describe('unsharpMaskOptions after a knockout', () => {
  it('sharpen the subject without a trace of the background', async () => {
    const strong = { unsharpMaskOptions: { amount: 5, radius: 3, threshold: 0 } }
    const path = async (paper: string) => {
      const picture = await (await opaque(onPaper(paper, '#808080'))).png().toBuffer()
      const result = await run.process('a.png', picture, { ...knockout('FloodFill'), ...strong })
      return derivedPath(result, 'pyramid')
    }
    for (const paper of ['#ffffff', '#000000']) {
      const { data } = await sharp(await path(paper))
        .raw()
        .toBuffer({ resolveWithObject: true })
      for (let at = 0; at < data.length; at += 4)
        if (data[at + 3] !== 0) expect([...data.subarray(at, at + 4)]).toEqual([128, 128, 128, 255])
        else expect([...data.subarray(at, at + 3)]).toEqual([0, 0, 0])
    }
  })
})
