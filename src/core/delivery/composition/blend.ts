import { type Color, type ColorFormula, colorFormulas } from '../../imaging/blend-formulas.ts'
import type { BlendMode } from '../../imaging/blend-mode.ts'
import { blendTable } from './blend-table.ts'
import type { Pixels } from './pixels.ts'

/**
 * Lays pixels over others, which are changed; what lies beside them is left out. Opacities meet as in W3C Compositing: where
 * there is nothing below, a mode does nothing.
 * @param opacity 0 to 1, multiplies that of each pixel above
 */
export function blend(below: Pixels, above: Pixels, mode: BlendMode, opacity = 1): void {
  const left = Math.max(below.rect.x, above.rect.x)
  const right = Math.min(below.rect.x + below.rect.width, above.rect.x + above.rect.width)
  const top = Math.max(below.rect.y, above.rect.y)
  const bottom = Math.min(below.rect.y + below.rect.height, above.rect.y + above.rect.height)
  const paint = painter(mode)
  for (let y = top; y < bottom; y++) {
    let b = 4 * ((y - below.rect.y) * below.rect.width + left - below.rect.x)
    let s = 4 * ((y - above.rect.y) * above.rect.width + left - above.rect.x)
    for (let x = left; x < right; x++, b += 4, s += 4) {
      const alpha = ((above.data[s + 3] ?? 0) / 255) * opacity
      if (alpha > 0) paint(below.data, b, above.data, s, alpha, x, y)
    }
  }
}

/** Fills what is transparent with a color, whose alpha is 0 to 1. */
export function fillUnder(
  { data }: Pixels,
  color: { readonly r: number; readonly g: number; readonly b: number; readonly alpha: number },
): void {
  for (let i = 0; i < data.length; i += 4) {
    const above = (data[i + 3] ?? 0) / 255
    if (above >= 1) continue
    const under = color.alpha * (1 - above)
    const alpha = above + under
    if (alpha <= 0) continue
    data[i] = Math.round(((data[i] ?? 0) * above + color.r * under) / alpha)
    data[i + 1] = Math.round(((data[i + 1] ?? 0) * above + color.g * under) / alpha)
    data[i + 2] = Math.round(((data[i + 2] ?? 0) * above + color.b * under) / alpha)
    data[i + 3] = Math.round(255 * alpha)
  }
}

/** Multiplies the opacity of all pixels. */
export function fade({ data }: Pixels, opacity: number): void {
  if (opacity >= 1) return
  for (let i = 3; i < data.length; i += 4) data[i] = Math.round((data[i] ?? 0) * opacity)
}

type Painter = (
  below: Uint8Array,
  b: number,
  above: Uint8Array,
  s: number,
  alpha: number,
  x: number,
  y: number,
) => void

function painter(mode: BlendMode): Painter {
  if (mode === 'dissolve') return dissolve
  const table = blendTable(mode)
  if (table) return (below, b, above, s, alpha) => paintComponents(below, b, above, s, alpha, table)
  const formula = colorFormulas[mode]
  if (formula) return (below, b, above, s, alpha) => paintColors(below, b, above, s, alpha, formula)
  return paintNormal
}

function paintNormal(below: Uint8Array, b: number, above: Uint8Array, s: number, alpha: number): void {
  const under = ((below[b + 3] ?? 0) / 255) * (1 - alpha)
  const total = alpha + under
  const ofAbove = alpha / total
  for (let c = 0; c < 3; c++) {
    const from = below[b + c] ?? 0
    below[b + c] = from + ((above[s + c] ?? 0) - from) * ofAbove + 0.5
  }
  below[b + 3] = 255 * total + 0.5
}

function paintComponents(
  below: Uint8Array,
  b: number,
  above: Uint8Array,
  s: number,
  alpha: number,
  table: Float32Array,
): void {
  const belowAlpha = (below[b + 3] ?? 0) / 255
  const total = alpha + belowAlpha * (1 - alpha)
  for (let c = 0; c < 3; c++) {
    const from = below[b + c] ?? 0
    const to = above[s + c] ?? 0
    const mixed = to + ((table[from * 256 + to] ?? 0) - to) * belowAlpha
    below[b + c] = from + (mixed - from) * (alpha / total) + 0.5
  }
  below[b + 3] = 255 * total + 0.5
}

function paintColors(
  below: Uint8Array,
  b: number,
  above: Uint8Array,
  s: number,
  alpha: number,
  formula: ColorFormula,
): void {
  const belowAlpha = (below[b + 3] ?? 0) / 255
  const total = alpha + belowAlpha * (1 - alpha)
  const blended = formula(colorAt(below, b), colorAt(above, s))
  for (let c = 0; c < 3; c++) {
    const start = below[b + c] ?? 0
    const end = above[s + c] ?? 0
    const mixed = end + (255 * (blended[c] ?? 0) - end) * belowAlpha
    below[b + c] = Math.min(255, Math.max(0, start + (mixed - start) * (alpha / total))) + 0.5
  }
  below[b + 3] = 255 * total + 0.5
}

function colorAt(data: Uint8Array, at: number): Color {
  return [(data[at] ?? 0) / 255, (data[at + 1] ?? 0) / 255, (data[at + 2] ?? 0) / 255]
}

/** Each pixel is there or not, by its opacity and a noise that depends on its place alone, so that parts of a view join. */
function dissolve(
  below: Uint8Array,
  b: number,
  above: Uint8Array,
  s: number,
  alpha: number,
  x: number,
  y: number,
): void {
  if (noise(x, y) >= alpha) return
  for (let c = 0; c < 3; c++) below[b + c] = above[s + c] ?? 0
  below[b + 3] = 255
}

/** From 0 up to but not including 1. */
function noise(x: number, y: number): number {
  let mixed = Math.imul(x + 0x9e3779b9, 0x85ebca6b) ^ Math.imul(y + 0x7f4a7c15, 0xc2b2ae35)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
}
