import { describe, expect, it } from 'vitest'
import { DarkroomError } from '../errors.ts'
import type { Rect, Size } from './rect.ts'
import { defaultDeliverySettings } from './settings.ts'
import { planView, type ViewSource } from './view.ts'
import { type ImageWish, plainWish } from './wish.ts'

const settings = {
  ...defaultDeliverySettings,
  maxSize: { width: 3000, height: 2000 },
  defaultSize: { width: 1000, height: 500 },
}

type Wish = Omit<ImageWish, 'request' | 'cache'>
interface Expected {
  reply: Size | Rect
  /** Read from the source; the whole of it when left out. */
  source?: Rect
  /** The size and place of what is read, on the view. */
  at: Rect
}

const wide: ViewSource = { width: 400, height: 200 }
const px = (x: number, y: number, width: number, height: number): Rect => ({ x, y, width, height })
const size = (width: number, height: number): Size => ({ width, height })
const crop = (...rect: Parameters<typeof px>) => ({ unit: 'pixel', rect: px(...rect) }) as const
const fraction = (...rect: Parameters<typeof px>) => ({ unit: 'fraction', rect: px(...rect) }) as const
const by = (mode: NonNullable<Wish['fit']>['mode'], upscale = false) => ({ mode, upscale })

const cases: Record<string, [ViewSource, Wish, Expected][]> = {
  'no size': [
    [wide, {}, { reply: size(400, 200), at: px(0, 0, 400, 200) }],
    [size(4000, 1000), {}, { reply: size(1000, 250), at: px(0, 0, 1000, 250) }],
    [size(1000, 1000), {}, { reply: size(500, 500), at: px(0, 0, 500, 500) }],
  ],
  'one side': [
    [wide, { width: 100 }, { reply: size(100, 50), at: px(0, 0, 100, 50) }],
    [wide, { height: 100 }, { reply: size(200, 100), at: px(0, 0, 200, 100) }],
    [wide, { width: 800 }, { reply: size(800, 400), at: px(0, 0, 800, 400) }],
    [wide, { width: 800, fit: by('fit') }, { reply: size(400, 200), at: px(0, 0, 400, 200) }],
    [wide, { width: 800, fit: by('fit', true) }, { reply: size(800, 400), at: px(0, 0, 800, 400) }],
    [wide, { width: 100, align: { x: 1, y: 1 } }, { reply: size(100, 50), at: px(0, 0, 100, 50) }],
    [size(3000, 1), { width: 10 }, { reply: size(10, 1), at: px(0, 0, 10, 1) }],
  ],
  'both sides without fit': [
    [wide, { width: 100, height: 100 }, { reply: size(100, 100), at: px(0, 25, 100, 50) }],
    [
      wide,
      { width: 100, height: 100, align: { x: 0, y: -1 } },
      { reply: size(100, 100), at: px(0, 0, 100, 50) },
    ],
    [
      wide,
      { width: 100, height: 100, align: { x: 0, y: 1 } },
      { reply: size(100, 100), at: px(0, 50, 100, 50) },
    ],
    [
      wide,
      { width: 300, height: 100, align: { x: 0.5, y: 0 } },
      { reply: size(300, 100), at: px(75, 0, 200, 100) },
    ],
    [wide, { width: 800, height: 800 }, { reply: size(800, 800), at: px(0, 200, 800, 400) }],
  ],
  fit: [
    [wide, { width: 100, height: 100, fit: by('fit') }, { reply: size(100, 100), at: px(0, 25, 100, 50) }],
    [
      wide,
      { width: 800, height: 800, fit: by('fit') },
      { reply: size(800, 800), at: px(200, 300, 400, 200) },
    ],
    [
      wide,
      { width: 800, height: 800, fit: by('fit'), align: { x: -1, y: 1 } },
      { reply: size(800, 800), at: px(0, 600, 400, 200) },
    ],
    [
      wide,
      { width: 800, height: 800, fit: by('fit', true) },
      { reply: size(800, 800), at: px(0, 200, 800, 400) },
    ],
    [
      wide,
      { width: 100, height: 100, fit: by('constrain'), align: { x: 1, y: 1 } },
      { reply: size(100, 50), at: px(0, 0, 100, 50) },
    ],
    [
      wide,
      { width: 800, height: 800, fit: by('constrain') },
      { reply: size(400, 200), at: px(0, 0, 400, 200) },
    ],
    [
      wide,
      { width: 800, height: 800, fit: by('constrain', true) },
      { reply: size(800, 400), at: px(0, 0, 800, 400) },
    ],
    [wide, { width: 100, height: 100, fit: by('crop') }, { reply: size(100, 100), at: px(-50, 0, 200, 100) }],
    [
      wide,
      { width: 100, height: 100, fit: by('crop'), align: { x: -1, y: 0 } },
      { reply: size(100, 100), at: px(0, 0, 200, 100) },
    ],
    [
      wide,
      { width: 300, height: 300, fit: by('crop') },
      { reply: size(300, 300), at: px(-50, 50, 400, 200) },
    ],
    [wide, { width: 100, height: 100, fit: by('wrap') }, { reply: size(200, 100), at: px(0, 0, 200, 100) }],
    [wide, { width: 300, height: 300, fit: by('wrap') }, { reply: size(400, 300), at: px(0, 50, 400, 200) }],
    [
      wide,
      { width: 100, height: 100, fit: by('stretch') },
      { reply: size(100, 100), at: px(0, 0, 100, 100) },
    ],
    [
      wide,
      { width: 200, height: 300, fit: by('stretch') },
      { reply: size(200, 300), at: px(0, 50, 200, 200) },
    ],
    [
      wide,
      { width: 200, height: 300, fit: by('stretch', true) },
      { reply: size(200, 300), at: px(0, 0, 200, 300) },
    ],
    [wide, { width: 100, height: 20, fit: by('hfit') }, { reply: size(100, 20), at: px(0, -15, 100, 50) }],
    [wide, { width: 100, height: 80, fit: by('hfit') }, { reply: size(100, 80), at: px(0, 15, 100, 50) }],
    [wide, { width: 100, height: 100, fit: by('vfit') }, { reply: size(100, 100), at: px(-50, 0, 200, 100) }],
    [wide, { width: 300, height: 100, fit: by('vfit') }, { reply: size(300, 100), at: px(50, 0, 200, 100) }],
  ],
  scl: [
    [wide, { inverseScale: 1 }, { reply: size(400, 200), at: px(0, 0, 400, 200) }],
    [size(2000, 1000), { inverseScale: 1 }, { reply: size(2000, 1000), at: px(0, 0, 2000, 1000) }],
    [wide, { inverseScale: 4 }, { reply: size(100, 50), at: px(0, 0, 100, 50) }],
    [wide, { inverseScale: 0.5 }, { reply: size(800, 400), at: px(0, 0, 800, 400) }],
    [wide, { inverseScale: 2, width: 100 }, { reply: size(100, 100), at: px(-50, 0, 200, 100) }],
    [
      wide,
      { inverseScale: 2, width: 100, align: { x: -1, y: 0 } },
      { reply: size(100, 100), at: px(-50, 0, 200, 100) },
    ],
    [
      wide,
      { inverseScale: 2, width: 100, height: 300, align: { x: 1, y: -1 } },
      { reply: size(100, 300), at: px(-100, 0, 200, 100) },
    ],
    [
      wide,
      { inverseScale: 2, width: 100, height: 50, fit: by('stretch') },
      { reply: size(100, 50), at: px(-50, -25, 200, 100) },
    ],
  ],
  crop: [
    [
      wide,
      { crop: crop(100, 50, 200, 100), width: 100 },
      { reply: size(100, 50), source: px(100, 50, 200, 100), at: px(0, 0, 100, 50) },
    ],
    [
      wide,
      { crop: fraction(0.1, 0, 0.8, 1) },
      { reply: size(320, 200), source: px(40, 0, 320, 200), at: px(0, 0, 320, 200) },
    ],
    [wide, { crop: crop(-100, -100, 600, 400) }, { reply: size(600, 400), at: px(100, 100, 400, 200) }],
    [
      wide,
      { crop: crop(300, 0, 200, 200), width: 100 },
      { reply: size(100, 100), source: px(300, 0, 100, 200), at: px(0, 0, 50, 100) },
    ],
    [
      { ...wide, crop: px(0, 0, 200, 200) },
      { width: 100 },
      { reply: size(100, 100), source: px(0, 0, 200, 200), at: px(0, 0, 100, 100) },
    ],
    [
      { ...wide, crop: px(0, 0, 200, 200) },
      { crop: crop(200, 0, 200, 100), width: 100 },
      { reply: size(100, 50), source: px(200, 0, 200, 100), at: px(0, 0, 100, 50) },
    ],
  ],
  'region of interest': [
    [wide, { region: crop(100, 50, 200, 100) }, { reply: size(200, 100), at: px(-100, -50, 400, 200) }],
    [
      wide,
      { region: crop(100, 50, 100, 100), width: 50 },
      { reply: size(50, 50), at: px(-50, -25, 200, 100) },
    ],
    // The region is no crop: what is beside it shows where the reply has room.
    [
      wide,
      { region: crop(100, 0, 200, 200), width: 200, height: 100 },
      { reply: size(200, 100), at: px(0, 0, 200, 100) },
    ],
    [
      wide,
      { region: fraction(0.5, 0, 0.5, 1), width: 100 },
      { reply: size(100, 100), at: px(-100, 0, 200, 100) },
    ],
    [
      wide,
      { crop: crop(200, 0, 200, 200), region: crop(100, 0, 200, 200) },
      { reply: size(200, 200), source: px(200, 0, 200, 200), at: px(-100, 0, 200, 200) },
    ],
  ],
  rect: [
    [
      wide,
      { inverseScale: 1, rect: { rect: px(100, 50, 64, 32), scale: 1 } },
      { reply: px(100, 50, 64, 32), at: px(0, 0, 400, 200) },
    ],
    [
      wide,
      { width: 200, rect: { rect: px(0, 0, 64, 32), scale: 0.5 } },
      { reply: px(0, 0, 64, 32), at: px(0, 0, 100, 50) },
    ],
    [
      wide,
      { width: 100, height: 100, rect: { rect: px(-10, -10, 220, 220), scale: 2 } },
      { reply: px(-10, -10, 220, 220), at: px(0, 50, 200, 100) },
    ],
    // A view beyond MaxPix is served in parts.
    [
      size(9000, 6000),
      { inverseScale: 1, rect: { rect: px(8000, 5000, 1000, 1000), scale: 1 } },
      { reply: px(8000, 5000, 1000, 1000), at: px(0, 0, 9000, 6000) },
    ],
  ],
}

describe('planView', () => {
  for (const [topic, rows] of Object.entries(cases)) {
    describe(topic, () => {
      it.each(rows)('%j with %j', (source, wish, { reply, source: read, at }) => {
        const plan = planView(source, { ...plainWish, ...wish }, settings)
        expect(plan.reply).toEqual({ x: 0, y: 0, ...reply })
        expect(plan.image?.source).toEqual(read ?? px(0, 0, source.width, source.height))
        expect({ ...plan.image?.at, ...plan.image?.scaled }).toEqual(at)
      })
    })
  }

  it('has no image when the crop misses it', () => {
    const plan = planView(wide, { ...plainWish, crop: crop(400, 0, 100, 50) }, settings)
    expect(plan.image).toBeUndefined()
    expect(plan.reply).toEqual(px(0, 0, 100, 50))
  })

  it('tells the scale that sharpening needs', () => {
    expect(planView(wide, { ...plainWish, width: 100 }, settings).scale).toBe(0.25)
    const rect = { rect: px(0, 0, 10, 10), scale: 2 }
    expect(planView(wide, { ...plainWish, width: 100, rect }, settings).scale).toBe(0.5)
  })

  it('leaves a side of 0 in DefaultPix and MaxPix unlimited', () => {
    const free = { ...settings, maxSize: size(0, 0), defaultSize: size(0, 100) }
    expect(planView(size(4000, 50), plainWish, free).view).toEqual(size(4000, 50))
    expect(planView(size(4000, 200), plainWish, free).view).toEqual(size(2000, 100))
    expect(planView(wide, { ...plainWish, width: 9000 }, free).view).toEqual(size(9000, 4500))
  })

  it.each<[Wish, string, RegExp]>([
    [{ width: 3001 }, 'too-large', /3001 x 1501.*3000 x 2000.*MaxPix/],
    [{ height: 2001, width: 10 }, 'too-large', /10 x 2001/],
    [{ inverseScale: 0.1 }, 'too-large', /4000 x 2000/],
    [{ rect: { rect: px(0, 0, 3001, 10), scale: 1 } }, 'too-large', /3001 x 10/],
    [
      { inverseScale: 0.0001, rect: { rect: px(0, 0, 10, 10), scale: 1 } },
      'too-large',
      /4000000 pixels.*200000/,
    ],
    [{ fit: by('crop') }, 'invalid-parameter', /fit=crop needs wid or hei/],
  ])('refuses %j with %s', (wish, code, message) => {
    const plan = () => planView(wide, { ...plainWish, ...wish }, settings)
    expect(plan).toThrow(DarkroomError)
    expect(plan).toThrow(expect.objectContaining({ code }))
    expect(plan).toThrow(message)
  })
})
