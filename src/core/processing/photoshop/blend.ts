/** What a blend mode makes of one sample: backdrop and source, 0 to 1. */
type Separable = (b: number, s: number) => number
type Colour = readonly [number, number, number]

const dodge: Separable = (b, s) => (b <= 0 ? 0 : s >= 1 ? 1 : Math.min(1, b / (1 - s)))
const burn: Separable = (b, s) => (b >= 1 ? 1 : s <= 0 ? 0 : 1 - Math.min(1, (1 - b) / s))
const hardLight: Separable = (b, s) => (s <= 0.5 ? 2 * b * s : 1 - 2 * (1 - b) * (1 - s))
const clip: Separable = (value) => Math.min(Math.max(value, 0), 1)

const separable: Readonly<Record<string, Separable>> = {
  dark: Math.min,
  'mul ': (b, s) => b * s,
  idiv: burn,
  lbrn: (b, s) => Math.max(0, b + s - 1),
  lite: Math.max,
  scrn: (b, s) => b + s - b * s,
  'div ': dodge,
  lddg: (b, s) => Math.min(1, b + s),
  over: (b, s) => hardLight(s, b),
  sLit: (b, s) =>
    s <= 0.5
      ? b - (1 - 2 * s) * b * (1 - b)
      : b + (2 * s - 1) * ((b <= 0.25 ? ((16 * b - 12) * b + 4) * b : Math.sqrt(b)) - b),
  hLit: hardLight,
  vLit: (b, s) => (s <= 0.5 ? burn(b, 2 * s) : dodge(b, 2 * s - 1)),
  lLit: (b, s) => clip(b + 2 * s - 1, 0),
  pLit: (b, s) => (s <= 0.5 ? Math.min(b, 2 * s) : Math.max(b, 2 * s - 1)),
  hMix: (b, s) => (b + s >= 1 ? 1 : 0),
  diff: (b, s) => Math.abs(b - s),
  smud: (b, s) => b + s - 2 * b * s,
  fsub: (b, s) => Math.max(0, b - s),
  fdiv: (b, s) => (s <= 0 ? 1 : Math.min(1, b / s)),
}

const luminance = ([red, green, blue]: Colour) => 0.3 * red + 0.59 * green + 0.11 * blue
const saturation = (colour: Colour) => Math.max(...colour) - Math.min(...colour)

/** Modes that look at all of a colour (W3C Compositing 1, non-separable blend modes). */
const wholeColour: Readonly<Record<string, (b: Colour, s: Colour) => Colour>> = {
  'hue ': (b, s) => withLuminance(withSaturation(s, saturation(b)), luminance(b)),
  'sat ': (b, s) => withLuminance(withSaturation(b, saturation(s)), luminance(b)),
  colr: (b, s) => withLuminance(s, luminance(b)),
  'lum ': (b, s) => withLuminance(b, luminance(s)),
  dkCl: (b, s) => (luminance(s) < luminance(b) ? s : b),
  lgCl: (b, s) => (luminance(s) > luminance(b) ? s : b),
}

/** Pixels between 0 and 1: `channels` colours side by side, not premultiplied, and alpha on its own. */
export interface BlendBand {
  readonly colours: Float32Array
  readonly alpha: Float32Array
}

/**
 * Lays a source over a backdrop, in place, with a blend mode's key; unknown ones, and modes of whole colours outside of RGB,
 * count as Normal. `keepAlpha`: only where the backdrop is (clipping).
 */
export function blend(
  backdrop: BlendBand,
  source: BlendBand,
  channels: number,
  key: string,
  keepAlpha = false,
): void {
  const mix = separable[key]
  const whole = channels === 3 ? wholeColour[key] : undefined
  for (let i = 0, at = 0; i < source.alpha.length; i++, at += channels) {
    const alpha = source.alpha[i] as number
    if (alpha === 0) continue
    const under = backdrop.alpha[i] as number
    const united = keepAlpha ? under : under + alpha - under * alpha
    if (united === 0) continue
    // Of the result, the source takes this part; over a backdrop with keepAlpha it is the source's alpha itself.
    const part = keepAlpha ? alpha : alpha / united
    const blended = whole?.(colourAt(backdrop.colours, at), colourAt(source.colours, at))
    for (let channel = 0; channel < channels; channel++) {
      const below = backdrop.colours[at + channel] as number
      const above = source.colours[at + channel] as number
      const mixed = blended?.[channel] ?? mix?.(below, above) ?? above
      const colour = keepAlpha ? mixed : above + under * (mixed - above)
      backdrop.colours[at + channel] = below + part * (colour - below)
    }
    backdrop.alpha[i] = united
  }
}

function colourAt(colours: Float32Array, at: number): Colour {
  return [colours[at] as number, colours[at + 1] as number, colours[at + 2] as number]
}

function withLuminance(colour: Colour, wanted: number): Colour {
  const shift = wanted - luminance(colour)
  const moved = each(colour, (value) => value + shift)
  const [l, low, high] = [luminance(moved), Math.min(...moved), Math.max(...moved)]
  if (low < 0) return each(moved, (value) => l + ((value - l) * l) / (l - low))
  if (high > 1) return each(moved, (value) => l + ((value - l) * (1 - l)) / (high - l))
  return moved
}

function withSaturation(colour: Colour, wanted: number): Colour {
  const [low, range] = [Math.min(...colour), saturation(colour)]
  return each(colour, (value) => (range === 0 ? 0 : ((value - low) * wanted) / range))
}

function each([red, green, blue]: Colour, change: (value: number) => number): Colour {
  return [change(red), change(green), change(blue)]
}
