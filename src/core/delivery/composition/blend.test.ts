import { describe, expect, it } from 'vitest'
import { type BlendMode, blendModes } from '../../imaging/blend-mode.ts'
import { blend } from './blend.ts'
import { blendModeNamed } from './blend-mode.ts'

type Rgb = readonly [number, number, number]

/** Compositing in real numbers from 0 to 1, written down once more from the definitions. */
function composite(below: readonly number[], above: readonly number[], mode: BlendMode): number[] {
  const [br = 0, bg = 0, bb = 0, ba = 0] = below
  const [sr = 0, sg = 0, sb = 0, sa = 0] = above
  const mixed = blended([br, bg, bb], [sr, sg, sb], mode)
  const alpha = sa + ba - sa * ba
  const colors = [br, bg, bb].map((b, c) => {
    const s = [sr, sg, sb][c] ?? 0
    const premultiplied = (1 - sa) * ba * b + (1 - ba) * sa * s + sa * ba * (mixed[c] ?? 0)
    return alpha === 0 ? 0 : premultiplied / alpha
  })
  return [...colors, alpha]
}

const lum = ([r, g, b]: Rgb) => 0.3 * r + 0.59 * g + 0.11 * b
const sat = (color: Rgb) => Math.max(...color) - Math.min(...color)

function setLum([r, g, b]: Rgb, wanted: number): Rgb {
  const d = wanted - lum([r, g, b])
  let color: Rgb = [r + d, g + d, b + d]
  const l = lum(color)
  const low = Math.min(...color)
  const high = Math.max(...color)
  if (low < 0) color = color.map((c) => l + ((c - l) * l) / (l - low)) as unknown as Rgb
  if (high > 1) color = color.map((c) => l + ((c - l) * (1 - l)) / (high - l)) as unknown as Rgb
  return color
}

function setSat(color: Rgb, wanted: number): Rgb {
  const low = Math.min(...color)
  const range = sat(color)
  return color.map((c) => (range === 0 ? 0 : ((c - low) / range) * wanted)) as unknown as Rgb
}

function blended(b: Rgb, s: Rgb, mode: BlendMode): readonly number[] {
  switch (mode) {
    case 'hue':
      return setLum(setSat(s, sat(b)), lum(b))
    case 'saturation':
      return setLum(setSat(b, sat(s)), lum(b))
    case 'color':
      return setLum(s, lum(b))
    case 'luminosity':
      return setLum(b, lum(s))
    case 'darkercolor':
      return lum(s) < lum(b) ? s : b
    case 'lightercolor':
      return lum(s) > lum(b) ? s : b
    default:
      return b.map((part, c) => Math.min(1, Math.max(0, one(part, s[c] ?? 0, mode))))
  }
}

function one(b: number, s: number, mode: BlendMode): number {
  const burn = (x: number, y: number) => (x === 1 ? 1 : y === 0 ? 0 : 1 - Math.min(1, (1 - x) / y))
  const dodge = (x: number, y: number) => (x === 0 ? 0 : y === 1 ? 1 : Math.min(1, x / (1 - y)))
  const hard = (x: number, y: number) => (y <= 0.5 ? x * 2 * y : x + (2 * y - 1) - x * (2 * y - 1))
  const table: Partial<Record<BlendMode, number>> = {
    norm: s,
    darken: Math.min(b, s),
    mult: b * s,
    colorburn: burn(b, s),
    linearburn: b + s - 1,
    lighten: Math.max(b, s),
    screen: 1 - (1 - b) * (1 - s),
    colordodge: dodge(b, s),
    lineardodge: b + s,
    overlay: hard(s, b),
    softlight: s < 0.5 ? 2 * b * s + b ** 2 * (1 - 2 * s) : Math.sqrt(b) * (2 * s - 1) + 2 * b * (1 - s),
    hardlight: hard(b, s),
    vividlight: s <= 0.5 ? burn(b, 2 * s) : dodge(b, 2 * (s - 0.5)),
    linearlight: b + 2 * s - 1,
    pinlight: s <= 0.5 ? Math.min(b, 2 * s) : Math.max(b, 2 * s - 1),
    hardmix: b + s >= 1 ? 1 : 0,
    difference: Math.abs(b - s),
    exclusion: b + s - 2 * b * s,
    subtract: b - s,
    divide: s === 0 ? (b === 0 ? 0 : 1) : b / s,
  }
  const result = table[mode]
  if (result === undefined) throw new Error(mode)
  return result
}

const levels = [0, 1, 64, 127, 128, 200, 254, 255]
const alphas = [0, 1, 100, 255]
const samples = levels.flatMap((a, i) =>
  levels.flatMap((b, j) =>
    alphas.map((alpha, k) => ({ a, b, c: levels[(i + j + k) % levels.length] ?? 0, alpha })),
  ),
)

/** All pairs of some hundred colors, one row each. */
function pictures(opacity = 1) {
  const below: number[] = []
  const above: number[] = []
  for (const [i, { a, b, c, alpha }] of samples.entries()) {
    below.push(a, c, b, alpha)
    const other = samples[(i * 37 + 11) % samples.length] ?? { a, b, c, alpha }
    above.push(b, other.a, other.c, other.alpha)
  }
  const rect = { x: 0, y: 0, width: samples.length, height: 1 }
  return {
    below: { rect, data: Uint8Array.from(below) },
    above: { rect, data: Uint8Array.from(above) },
    expected: samples.flatMap((_sample, i) => {
      const unit = (values: readonly number[]) => values.slice(4 * i, 4 * i + 4).map((value) => value / 255)
      const top = unit(above)
      return [unit(below), [...top.slice(0, 3), (top[3] ?? 0) * opacity]]
    }),
  }
}

describe('blend', () => {
  it.each(blendModes.filter((mode) => mode !== 'dissolve'))('is right to the last bit for %s', (mode) => {
    for (const opacity of [1, 0.4]) {
      const { below, above, expected } = pictures(opacity)
      blend(below, above, mode, opacity)
      for (let i = 0; i < samples.length; i++) {
        const want = composite(expected[2 * i] ?? [], expected[2 * i + 1] ?? [], mode)
        const got = [...below.data.subarray(4 * i, 4 * i + 4)]
        const alpha = want[3] ?? 0
        expect(Math.abs((got[3] ?? 0) - 255 * alpha)).toBeLessThanOrEqual(0.501)
        if (alpha === 0) continue
        for (const c of [0, 1, 2])
          expect(Math.abs((got[c] ?? 0) - 255 * (want[c] ?? 0)), `${mode} ${i} ${c}`).toBeLessThanOrEqual(
            0.51,
          )
      }
    }
  })

  it('dissolves to as many pixels as the opacity says, the same ones wherever the view is cut', () => {
    const rect = { x: 40, y: 7, width: 100, height: 100 }
    const filled = (part: typeof rect, color: readonly number[]) => ({
      rect: part,
      data: Uint8Array.from({ length: 4 * part.width * part.height }, (_, i) => color[i % 4] ?? 0),
    })
    const whole = filled(rect, [0, 0, 0, 255])
    blend(whole, filled(rect, [255, 255, 255, 255]), 'dissolve', 0.3)
    const white = whole.data.filter((value, i) => i % 4 === 0 && value === 255).length
    const black = whole.data.filter((value, i) => i % 4 === 0 && value === 0).length
    expect(white + black).toBe(10_000)
    expect(white / 10_000).toBeCloseTo(0.3, 1)
    const tile = { x: 80, y: 50, width: 20, height: 20 }
    const part = filled(tile, [0, 0, 0, 255])
    blend(part, filled(tile, [255, 255, 255, 255]), 'dissolve', 0.3)
    for (let y = 0; y < 20; y++)
      for (let x = 0; x < 20; x++)
        expect(part.data[4 * (y * 20 + x)]).toBe(whole.data[4 * ((y + 43) * 100 + x + 40)])
  })

  it('leaves alone what lies beside the upper picture', () => {
    const below = { rect: { x: 0, y: 0, width: 3, height: 1 }, data: new Uint8Array(12).fill(9) }
    const above = { rect: { x: 2, y: -1, width: 5, height: 5 }, data: new Uint8Array(100).fill(255) }
    blend(below, above, 'norm')
    expect([...below.data]).toEqual([9, 9, 9, 9, 9, 9, 9, 9, 255, 255, 255, 255])
  })
})

describe('blendModeNamed', () => {
  it.each([
    ['mult', 'mult'],
    ['Multiply', 'mult'],
    ['normal', 'norm'],
    ['linear burn', 'linearburn'],
    ['softLight', 'softlight'],
    ['color-dodge', 'colordodge'],
    ['none', undefined],
  ])('reads %s', (name, mode) => expect(blendModeNamed(name)).toBe(mode))
})
