import type { BlendMode } from './blend-mode.ts'

/** What a color component becomes from that below and that above, all 0 to 1. */
type Formula = (below: number, above: number) => number

/** Modes that look at one component at a time, by Photoshop's formulas. */
const formulas: Partial<Record<BlendMode, Formula>> = {
  darken: Math.min,
  mult: (b, s) => b * s,
  colorburn,
  linearburn: (b, s) => b + s - 1,
  lighten: Math.max,
  screen: (b, s) => b + s - b * s,
  colordodge,
  lineardodge: (b, s) => b + s,
  overlay: (b, s) => hardLight(s, b),
  softlight: (b, s) =>
    s <= 0.5 ? 2 * b * s + b * b * (1 - 2 * s) : 2 * b * (1 - s) + Math.sqrt(b) * (2 * s - 1),
  hardlight: hardLight,
  vividlight: (b, s) => (s <= 0.5 ? colorburn(b, 2 * s) : colordodge(b, 2 * s - 1)),
  linearlight: (b, s) => b + 2 * s - 1,
  pinlight: (b, s) => (s <= 0.5 ? Math.min(b, 2 * s) : Math.max(b, 2 * s - 1)),
  hardmix: (b, s) => (b + s >= 1 ? 1 : 0),
  difference: (b, s) => Math.abs(b - s),
  exclusion: (b, s) => b + s - 2 * b * s,
  subtract: (b, s) => b - s,
  divide: (b, s) => (s > 0 ? b / s : b > 0 ? 1 : 0),
}

function colorburn(b: number, s: number): number {
  if (b >= 1) return 1
  return s > 0 ? 1 - (1 - b) / s : 0
}

function colordodge(b: number, s: number): number {
  if (b <= 0) return 0
  return s < 1 ? b / (1 - s) : 1
}

function hardLight(b: number, s: number): number {
  return s <= 0.5 ? 2 * b * s : 1 - 2 * (1 - b) * (1 - s)
}

const tables = new Map<BlendMode, Float32Array>()

/**
 * The outcomes of a mode for bytes, 0 to 255, at `below * 256 + above`; undefined for modes that look at whole colors or at
 * positions.
 */
export function blendTable(mode: BlendMode): Float32Array | undefined {
  const formula = formulas[mode]
  const known = tables.get(mode)
  if (known || !formula) return known
  const table = new Float32Array(256 * 256)
  for (let below = 0; below < 256; below++)
    for (let above = 0; above < 256; above++)
      table[below * 256 + above] = 255 * Math.min(1, Math.max(0, formula(below / 255, above / 255)))
  tables.set(mode, table)
  return table
}

/** A color of three components, 0 to 255. */
export type Color = [r: number, g: number, b: number]

/** Modes that look at whole colors: what becomes of the color below and that above. They may write to what they get. */
export const colorFormulas: Partial<Record<BlendMode, (below: Color, above: Color) => Color>> = {
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

function saturation(color: Color): number {
  return Math.max(...color) - Math.min(...color)
}

function withLuminosity(color: Color, wanted: number): Color {
  const shift = wanted - luminosity(color)
  return clipped([color[0] + shift, color[1] + shift, color[2] + shift])
}

/** Brought into range without a change of its luminosity. */
function clipped(color: Color): Color {
  const middle = luminosity(color)
  const least = Math.min(...color)
  const most = Math.max(...color)
  const squeeze = (part: number) => {
    let squeezed = part
    if (least < 0) squeezed = middle + ((squeezed - middle) * middle) / (middle - least)
    if (most > 255) squeezed = middle + ((squeezed - middle) * (255 - middle)) / (most - middle)
    return squeezed
  }
  return [squeeze(color[0]), squeeze(color[1]), squeeze(color[2])]
}

function withSaturation(color: Color, wanted: number): Color {
  const least = Math.min(...color)
  const range = Math.max(...color) - least
  if (range === 0) return [0, 0, 0]
  const stretch = (part: number) => ((part - least) * wanted) / range
  return [stretch(color[0]), stretch(color[1]), stretch(color[2])]
}
