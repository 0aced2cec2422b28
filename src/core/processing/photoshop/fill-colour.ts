import type { Color } from 'ag-psd'
import type { PsdMode } from './header.ts'

/**
 * The colour of a fill layer in the channels of a file of that mode, 0 to 1 (inks upside down, as the file has them).
 * Undefined for colours and modes that would need a colour profile.
 */
export function fillColour(color: Color, mode: PsdMode): readonly number[] | undefined {
  if (mode === 'cmyk' && 'c' in color)
    return [color.c, color.m, color.y, color.k].map((ink) => 1 - unit(ink / 100))
  const rgb = rgbOf(color)
  if (!rgb) return undefined
  const [red, green, blue] = rgb
  if (mode === 'rgb') return rgb
  if (mode === 'gray' || mode === 'duotone') return [0.299 * red + 0.587 * green + 0.114 * blue]
  if (mode !== 'cmyk') return undefined
  const black = 1 - Math.max(red, green, blue)
  const ink = (value: number) => (black === 1 ? 0 : (1 - value - black) / (1 - black))
  return [ink(red), ink(green), ink(blue), black].map((amount) => 1 - amount)
}

/** Red, green and blue, 0 to 1, of a colour whose inks are in percent; undefined for other kinds of colours. */
function rgbOf(color: Color): readonly [number, number, number] | undefined {
  if ('r' in color) return [unit(color.r / 255), unit(color.g / 255), unit(color.b / 255)]
  if ('fr' in color) return [unit(color.fr), unit(color.fg), unit(color.fb)]
  if ('c' in color) {
    const light = (ink: number) => (1 - unit(ink / 100)) * (1 - unit(color.k / 100))
    return [light(color.c), light(color.m), light(color.y)]
  }
  if ('k' in color) {
    const gray = 1 - unit(color.k / 100)
    return [gray, gray, gray]
  }
  return undefined
}

function unit(value: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, 0), 1) : 0
}
