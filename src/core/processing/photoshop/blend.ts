import { type Color, colorFormulas, componentFormulas } from '../../imaging/blend-formulas.ts'
import { blendModeOf } from './blend-mode.ts'

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
  const { mode } = blendModeOf(key)
  const mix = componentFormulas[mode]
  const whole = channels === 3 ? colorFormulas[mode] : undefined
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

function colourAt(colours: Float32Array, at: number): Color {
  return [colours[at] as number, colours[at + 1] as number, colours[at + 2] as number]
}
