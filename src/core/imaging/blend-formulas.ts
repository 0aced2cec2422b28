import type { BlendMode } from './blend-mode.ts'

/** What a color component becomes from that below and that above. All are 0 to 1. */
export type ComponentFormula = (below: number, above: number) => number

const clip = (value: number) => Math.min(1, Math.max(0, value))
const burn: ComponentFormula = (b, s) => (b >= 1 ? 1 : s > 0 ? clip(1 - (1 - b) / s) : 0)
const dodge: ComponentFormula = (b, s) => (b <= 0 ? 0 : s < 1 ? clip(b / (1 - s)) : 1)
const hardLight: ComponentFormula = (b, s) => (s <= 0.5 ? 2 * b * s : 1 - 2 * (1 - b) * (1 - s))

/** The modes that look at one component at a time, by Photoshop's formulas. */
export const componentFormulas: Readonly<Partial<Record<BlendMode, ComponentFormula>>> = {
  darken: (b, s) => Math.min(b, s),
  mult: (b, s) => b * s,
  colorburn: burn,
  linearburn: (b, s) => clip(b + s - 1),
  lighten: (b, s) => Math.max(b, s),
  screen: (b, s) => b + s - b * s,
  colordodge: dodge,
  lineardodge: (b, s) => clip(b + s),
  overlay: (b, s) => hardLight(s, b),
  softlight: (b, s) =>
    s <= 0.5 ? 2 * b * s + b * b * (1 - 2 * s) : 2 * b * (1 - s) + Math.sqrt(b) * (2 * s - 1),
  hardlight: hardLight,
  vividlight: (b, s) => (s <= 0.5 ? burn(b, 2 * s) : dodge(b, 2 * s - 1)),
  linearlight: (b, s) => clip(b + 2 * s - 1),
  pinlight: (b, s) => (s <= 0.5 ? Math.min(b, 2 * s) : Math.max(b, 2 * s - 1)),
  hardmix: (b, s) => (b + s >= 1 ? 1 : 0),
  difference: (b, s) => Math.abs(b - s),
  exclusion: (b, s) => b + s - 2 * b * s,
  subtract: (b, s) => clip(b - s),
  divide: (b, s) => (s > 0 ? clip(b / s) : b > 0 ? 1 : 0),
}

/** A color of three components, 0 to 1. */
export type Color = readonly [r: number, g: number, b: number]
export type ColorFormula = (below: Color, above: Color) => Color

/** The modes that look at whole colors (W3C Compositing and Blending, non-separable blend modes; Photoshop's darker and lighter color). */
export const colorFormulas: Readonly<Partial<Record<BlendMode, ColorFormula>>> = {
  darkercolor: (b, s) => (luminosity(s) < luminosity(b) ? s : b),
  lightercolor: (b, s) => (luminosity(s) > luminosity(b) ? s : b),
  hue: (b, s) => withLuminosity(withSaturation(s, saturation(b)), luminosity(b)),
  saturation: (b, s) => withLuminosity(withSaturation(b, saturation(s)), luminosity(b)),
  color: (b, s) => withLuminosity(s, luminosity(b)),
  luminosity: (b, s) => withLuminosity(b, luminosity(s)),
}

function luminosity([r, g, b]: Color): number {
  return 0.3 * r + 0.59 * g + 0.11 * b
}

function saturation([r, g, b]: Color): number {
  return Math.max(r, g, b) - Math.min(r, g, b)
}

/** Brought back into range without a change of its luminosity. */
function withLuminosity(color: Color, wanted: number): Color {
  const shift = wanted - luminosity(color)
  const moved = each(color, (part) => part + shift)
  const middle = luminosity(moved)
  const least = Math.min(...moved)
  const most = Math.max(...moved)
  return each(moved, (part) => {
    let squeezed = part
    if (least < 0) squeezed = middle + ((squeezed - middle) * middle) / (middle - least)
    if (most > 1) squeezed = middle + ((squeezed - middle) * (1 - middle)) / (most - middle)
    return squeezed
  })
}

function withSaturation(color: Color, wanted: number): Color {
  const least = Math.min(...color)
  const range = saturation(color)
  return each(color, (part) => (range === 0 ? 0 : ((part - least) * wanted) / range))
}

function each([r, g, b]: Color, change: (part: number) => number): Color {
  return [change(r), change(g), change(b)]
}
