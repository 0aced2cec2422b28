import type { Layer } from 'ag-psd'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { derivedPath, startTestRun, type TestRun } from '../test-run.ts'
import { area, layer, withoutMergedImage } from './test-layered-psd.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

/** Of the picture put together from layers: red, green, blue and alpha at a place. */
async function composed(children: Layer[]) {
  const result = await run.process('layers.psd', withoutMergedImage(children))
  const { data, info } = await sharp(derivedPath(result, 'pyramid'))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => {
    const start = (y * info.width + x) * 4
    return [...data.subarray(start, start + 4)]
  }
  return { result, at }
}

const ground = layer('Ground', [0, 0, 300, 200], [200, 100, 50])
const over = (name: string, colour: [number, number, number], more: Layer = {}) =>
  layer(name, [0, 0, 150, 200], colour, more)

describe('a file without a merged image', () => {
  it('is put together from its visible layers, with a warning', async () => {
    const { result, at } = await composed([
      layer('Half', [50, 50, 100, 100], [255, 0, 0, 128]),
      layer('Hidden', [0, 0, 300, 200], [0, 0, 0], { hidden: true }),
    ])
    expect(result.image).toMatchObject({ width: 300, height: 200, hasAlpha: true, format: 'psd' })
    expect([at(100, 100), at(10, 10)[3]]).toEqual([[255, 0, 0, 128], 0])
    expect(result.warnings).toEqual([
      '"layers.psd" was saved without a merged image ("maximise compatibility"); its picture was put together from its layers.',
    ])
  })

  // Expected values are from the formulas of the PDF reference, worked out by hand.
  it.each([
    ['normal', [100, 150, 250]],
    ['multiply', [78, 59, 49]],
    ['screen', [222, 191, 251]],
    ['darken', [100, 100, 50]],
    ['lighten', [200, 150, 250]],
    ['overlay', [188, 118, 98]],
    ['hard light', [157, 128, 247]],
    ['difference', [100, 50, 200]],
    ['exclusion', [143, 132, 202]],
    ['linear dodge', [255, 250, 255]],
    ['linear burn', [45, 0, 45]],
    ['color dodge', [255, 243, 255]],
    ['subtract', [100, 0, 0]],
    ['hard mix', [255, 0, 255]],
  ] as const)('blends with %s', async (blendMode, wanted) => {
    const { at } = await composed([ground, over('Over', [100, 150, 250], { blendMode })])
    const found = at(70, 100)
    wanted.forEach((value, i) => {
      expect(Math.abs((found[i] as number) - value), `${found} is ${wanted}`).toBeLessThanOrEqual(1)
    })
    expect(at(200, 100)).toEqual([200, 100, 50, 255])
  })

  it('gives luminosity its own brightness and the colours of what lies below', async () => {
    const { at } = await composed([ground, over('Over', [128, 128, 128], { blendMode: 'luminosity' })])
    const [red = 0, green = 0, blue = 0] = at(70, 100)
    expect(0.3 * red + 0.59 * green + 0.11 * blue).toBeCloseTo(128, -0.3)
    expect([red - green, green - blue]).toEqual([100, 50])
  })

  it('applies opacity and fill opacity, of layers and groups', async () => {
    const { at } = await composed([
      layer('White', [0, 0, 300, 200], [255, 255, 255]),
      {
        name: 'Group',
        opacity: 0.5,
        blendMode: 'normal',
        children: [over('A', [0, 0, 0], { fillOpacity: 0.5 })],
      },
    ])
    expect(Math.abs((at(70, 100)[0] as number) - 191)).toBeLessThanOrEqual(1)
  })

  it('keeps the blending of a closed group inside, and lets that of an open one out', async () => {
    const multiply = over('Multiply', [0, 255, 255], { blendMode: 'multiply' })
    const closed = await composed([ground, { name: 'Closed', blendMode: 'normal', children: [multiply] }])
    expect(closed.at(70, 100)).toEqual([0, 255, 255, 255])
    const open = await composed([ground, { name: 'Open', blendMode: 'pass through', children: [multiply] }])
    expect(open.at(70, 100)).toEqual([0, 100, 50, 255])
    const faint = await composed([
      ground,
      { name: 'Faint', blendMode: 'pass through', opacity: 0.5, children: [multiply] },
    ])
    expect(Math.abs((faint.at(70, 100)[0] as number) - 100)).toBeLessThanOrEqual(1)
  })

  it('clips layers to the one below, also to a group, with its opacity', async () => {
    const base = layer('Base', [100, 50, 50, 50], [0, 0, 255], { opacity: 0.5 })
    const clipped = layer('Clipped', [120, 0, 100, 200], [255, 0, 0], { clipping: true })
    const { at } = await composed([layer('White', [0, 0, 300, 200], [255, 255, 255]), base, clipped])
    const near = (found: number[], wanted: number[]) =>
      found.forEach((value, i) => {
        expect(Math.abs(value - (wanted[i] as number)), `${found} is ${wanted}`).toBeLessThanOrEqual(1)
      })
    near(at(110, 60), [128, 128, 255, 255])
    near(at(130, 60), [255, 128, 128, 255])
    near(at(180, 60), [255, 255, 255, 255])
    const group = { name: 'Group', blendMode: 'normal' as const, children: [{ ...base, opacity: 1 }] }
    const grouped = await composed([ground, group, clipped])
    near(grouped.at(130, 60), [255, 0, 0, 255])
    near(grouped.at(180, 60), [200, 100, 50, 255])
  })

  it('masks layers and groups', async () => {
    const mask = {
      top: 0,
      left: 0,
      bottom: 200,
      right: 60,
      defaultColor: 0,
      imageData: area(60, 200, [255, 255, 255]),
    }
    for (const blendMode of ['normal', 'pass through'] as const) {
      const { at } = await composed([
        ground,
        { name: 'Group', blendMode, mask, children: [over('A', [0, 0, 0])] },
      ])
      expect([at(30, 100), at(100, 100)]).toEqual([
        [0, 0, 0, 255],
        [200, 100, 50, 255],
      ])
    }
  })

  it('dissolves as many pixels as the opacity says, always the same', async () => {
    const children = [ground, over('Over', [0, 0, 0], { blendMode: 'dissolve', opacity: 0.25 })]
    const counts = []
    for (let i = 0; i < 2; i++) {
      const { at } = await composed(children)
      let black = 0
      for (let x = 0; x < 150; x++) for (let y = 0; y < 200; y++) if (at(x, y)[0] === 0) black++
      counts.push(black)
    }
    expect(counts[0]).toBe(counts[1])
    expect((counts[0] as number) / 30_000).toBeCloseTo(0.25, 1)
  })
})
