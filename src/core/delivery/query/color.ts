import type { Rgba } from '../layer-wish.ts'
import type { Rgb } from '../wish.ts'

const percent = 100
const byte = 255

/**
 * A color value of Image Serving as sRGB: gray, RGB or CMYK, in decimal components or packed hexadecimal, with or
 * without alpha, type suffix (`g`, `r`, `k`) and `s`. Gray and CMYK are converted without a profile, and so `s` means
 * nothing. Without alpha it is opaque. Undefined when the text is no color.
 */
export function parseRgba(text: string): Rgba | undefined {
  const [, prefix, body = '', suffix = ''] =
    /^(0x)?([0-9a-f]+|\d+(?:,\d+)+)([grk]?)s?$/i.exec(text.replaceAll(' ', '')) ?? []
  const isPacked = prefix !== undefined || /^(.{6}|.{8}|.{10})$/.test(body)
  const parts = isPacked && !body.includes(',') ? packedParts(body) : decimalParts(body)
  if (!parts) return undefined
  const isGray = parts.length <= 2 && (!isPacked || prefix !== undefined)
  const isRgb = parts.length === 3 || parts.length === 4
  const isCmyk = parts.length === 4 || parts.length === 5
  switch (suffix.toLowerCase()) {
    case 'k':
      return isCmyk ? fromCmyk(fractions(parts, isPacked ? byte : percent)) : undefined
    case 'r':
      return isRgb ? fromRgb(fractions(parts, byte)) : undefined
    case 'g':
      return isGray ? fromGray(fractions(parts, isPacked ? byte : percent)) : undefined
    default:
      if (isGray) return fromGray(fractions(parts, isPacked ? byte : percent))
      return isRgb ? fromRgb(fractions(parts, byte)) : undefined
  }
}

/** The same without its alpha, which means nothing for the background of a view. */
export function parseColor(text: string): Rgb | undefined {
  const color = parseRgba(text)
  return color && Object.freeze({ r: color.r, g: color.g, b: color.b })
}

function packedParts(digits: string): number[] | undefined {
  if (digits.length % 2 !== 0) return undefined
  return digits.match(/../g)?.map((pair) => Number.parseInt(pair, 16))
}

function decimalParts(body: string): number[] | undefined {
  return /^\d{1,3}(,\d{1,3})*$/.test(body) ? body.split(',').map(Number) : undefined
}

/** Components as 0 to 1; undefined when one is above `max`. */
function fractions(parts: number[], max: number): number[] | undefined {
  return parts.every((part) => part <= max) ? parts.map((part) => part / max) : undefined
}

function fromRgb(parts: number[] | undefined): Rgba | undefined {
  if (!parts) return undefined
  const [r = 0, g = 0, b = 0] = parts.map((part) => Math.round(part * byte))
  return Object.freeze({ r, g, b, alpha: parts[3] ?? 1 })
}

function fromGray(parts: number[] | undefined): Rgba | undefined {
  const [gray, alpha = 1] = parts ?? []
  return gray === undefined ? undefined : fromRgb([gray, gray, gray, alpha])
}

function fromCmyk(parts: number[] | undefined): Rgba | undefined {
  if (!parts) return undefined
  const [c = 0, m = 0, y = 0, k = 0, alpha = 1] = parts
  return fromRgb([...[c, m, y].map((ink) => (1 - ink) * (1 - k)), alpha])
}
