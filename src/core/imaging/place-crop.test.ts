import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { type PartRect, placeCrop } from './place-crop.ts'
import { saliencyOf } from './saliency.ts'

const width = 160
const height = 100

/** A background of SVG with a thing of 30 x 30 in the middle of `at`, as RGBA. */
async function scene(background: string, thing: string, [x, y]: readonly [number, number]) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${background}<g transform="translate(${x} ${y})">${thing}</g></svg>`
  const data = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer()
  return saliencyOf({ data, width, height, channels: 4, hasAlpha: true })
}

const plain = '<rect width="160" height="100" fill="#d8d8d8"/>'
const sky =
  '<defs><linearGradient id="g" x2="0" y2="1"><stop offset="0" stop-color="#3060c0"/><stop offset="1" stop-color="#e8e0c8"/></linearGradient></defs><rect width="160" height="100" fill="url(#g)"/>'
const stripes = Array.from(
  { length: 20 },
  (_, i) =>
    `<rect x="${i * 8}" width="4" height="100" fill="#606060"/><rect x="${i * 8 + 4}" width="4" height="100" fill="#a0a0a0"/>`,
).join('')
const shoe = '<circle r="15" fill="#c02020"/>'
const person = '<ellipse cy="8" rx="10" ry="7" fill="#203040"/><circle cy="-6" r="9" fill="#e0b090"/>'

function contains({ x, y, w, h }: PartRect, [left, top, right, bottom]: readonly number[]): boolean {
  const slack = 1 / width
  return (
    x * width <= (left ?? 0) + slack * width &&
    y * height <= (top ?? 0) + slack * height &&
    (x + w) * width >= (right ?? 0) - slack * width &&
    (y + h) * height >= (bottom ?? 0) - slack * height
  )
}

const backgrounds = { plain, sky, stripes }
const things = { shoe, person }
const places = [
  [20, 20],
  [140, 80],
  [20, 80],
  [110, 50],
] as const
const shapes = [
  [1, 1],
  [16, 9],
  [9, 16],
  [1000, 300],
] as const

describe('a crop of any shape holds the thing that stands out', () => {
  for (const [on, background] of Object.entries(backgrounds))
    for (const [what, thing] of Object.entries(things))
      it.each(places)(`${what} on ${on} at %i,%i`, async (x, y) => {
        const map = await scene(background, thing, [x, y])
        for (const [w, h] of shapes) {
          const rect = placeCrop({ width, height }, { width: w, height: h }, map)
          expect(contains(rect, [x - 15, y - 15, x + 15, y + 15]), `${w}:${h} ${JSON.stringify(rect)}`).toBe(
            true,
          )
          expect(Math.max(rect.w, rect.h)).toBe(1)
          expect((rect.w * width) / (rect.h * height)).toBeCloseTo(w / h)
          expect(Math.min(rect.x, rect.y)).toBeGreaterThanOrEqual(0)
          expect(Math.max(rect.x + rect.w, rect.y + rect.h)).toBeLessThanOrEqual(1 + 1e-12)
        }
      })
})

it('has the thing in its middle where the picture leaves room', async () => {
  const { x, w } = placeCrop({ width, height }, { width: 1, height: 1 }, await scene(plain, shoe, [100, 50]))
  expect((x + w / 2) * width).toBeCloseTo(100, -0.5)
})

it('is in the middle of a picture in which nothing stands out', async () => {
  const blank = await scene(plain, '', [0, 0])
  expect(placeCrop({ width, height }, { width: 1, height: 1 }, blank)).toEqual({
    x: 0.1875,
    y: 0,
    w: 0.625,
    h: 1,
  })
})

it('sees what is opaque in a transparent picture, whatever colour lies under the rest', async () => {
  const data = Buffer.alloc(width * height * 4)
  for (let i = 0; i < width * height; i++) {
    const x = i % width
    const y = Math.floor(i / width)
    const inside = x >= 120 && x < 150 && y >= 30 && y < 60
    data.set(inside ? [200, 200, 200, 255] : [(x * 7) % 256, (y * 13) % 256, 90, 0], i * 4)
  }
  const map = saliencyOf({ data, width, height, channels: 4, hasAlpha: true })
  const rect = placeCrop({ width, height }, { width: 1, height: 1 }, map)
  expect(contains(rect, [120, 30, 150, 60])).toBe(true)
})
