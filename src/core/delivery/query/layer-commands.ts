import { blendModes } from '../../imaging/blend-mode.ts'
import { blendModeNamed } from '../composition/blend-mode.ts'
import type { Edges, FlipWish, LayerWish, PointWish } from '../layer-wish.ts'
import { maxPixels } from './bounds.ts'
import { parseRgba } from './color.ts'
import { fractionRect, pixelRect } from './rectangles.ts'
import { sharpen } from './sharpen.ts'
import { badValue, flag, integer, real, splitValues, word } from './values.ts'

/** Largest factor of `scale` and resolution of `res`. */
const maxScale = 100_000
const maxFraction = 1000
const coordinate = { min: -maxPixels, max: maxPixels }
const fraction = { min: -maxFraction, max: maxFraction }

const maskUses = ['norm', 'invert', 'off'] as const

/** The part of a layer that one command sets. */
type LayerCommand = (value: string, name: string) => Partial<LayerWish>

/**
 * Commands that belong to one layer, by their name in lower case, but for the sources of its pixels (src, mask, text, textPs). Each
 * throws `invalid-parameter`.
 */
export const layerCommands: ReadonlyMap<string, LayerCommand> = new Map<string, LayerCommand>([
  ['crop', (value, name) => ({ crop: pixelRect(value, name) })],
  ['cropn', (value, name) => ({ crop: fractionRect(value, name) })],
  ['size', (value, name) => ({ size: { unit: 'pixel', size: pixelSize(value, name) } })],
  ['sizen', (value, name) => ({ size: { unit: 'fraction', size: fractionSize(value, name) } })],
  ['scale', (value, name) => ({ scale: factor(value, name) })],
  ['res', (value, name) => ({ resolution: factor(value, name) })],
  ['flip', (value, name) => ({ flip: flipOf(value, name) })],
  ['rotate', (value, name) => ({ rotation: angle(value, name) })],
  ['extend', (value, name) => ({ extend: { unit: 'pixel', edges: edges(value, name, false) } })],
  ['extendn', (value, name) => ({ extend: { unit: 'fraction', edges: edges(value, name, true) } })],
  ['color', (value, name) => ({ color: color(value, name) })],
  ['bgcolor', (value, name) => ({ background: color(value, name) })],
  ['opac', (value, name) => ({ opacity: opacity(value, name) })],
  ['blendmode', (value, name) => ({ blendMode: blendMode(value, name) })],
  ['hide', (value, name) => ({ hidden: need(flag(value), name, value, '0 or 1') })],
  ['anchor', (value, name) => ({ anchor: pixelPoint(value, name) })],
  ['anchorn', (value, name) => ({ anchor: fractionPoint(value, name) })],
  ['origin', (value, name) => ({ origin: pixelPoint(value, name) })],
  ['originn', (value, name) => ({ origin: fractionPoint(value, name) })],
  ['pos', (value, name) => ({ position: pixelPoint(value, name) })],
  ['posn', (value, name) => ({ position: fractionPoint(value, name) })],
  ['maskuse', (value, name) => ({ maskUse: oneOf(value, name, maskUses) })],
  ['textattr', textAttributes],
  ['op_usm', (value, name) => sharpen(value, name)],
])

function need<Value>(value: Value | undefined, name: string, text: string, expected: string): Value {
  if (value === undefined) throw badValue(name, text, expected)
  return value
}

function oneOf<Word extends string>(value: string, name: string, words: readonly Word[]): Word {
  return need(word(value, words), name, value, words.join('|'))
}

function numbers(value: string, name: string, count: number, read: (text: string) => number | undefined) {
  const parts = splitValues(value).map(read)
  if (parts.length !== count || parts.includes(undefined))
    throw badValue(name, value, `${count} numbers with commas between them`)
  return parts as number[]
}

function pixelPoint(value: string, name: string): PointWish {
  // Real numbers do no harm, and templates that were computed elsewhere have them.
  const [x = 0, y = 0] = numbers(value, name, 2, (text) => real(text, coordinate))
  return { unit: 'pixel', point: { x, y } }
}

function fractionPoint(value: string, name: string): PointWish {
  const [x = 0, y = 0] = numbers(value, name, 2, (text) => real(text, fraction))
  return { unit: 'fraction', point: { x, y } }
}

function pixelSize(value: string, name: string) {
  const [width = 0, height = 0] = numbers(value, name, 2, (text) => integer(text, { min: 0, max: maxPixels }))
  return { width, height }
}

function fractionSize(value: string, name: string) {
  const [width = 0, height = 0] = numbers(value, name, 2, (text) => real(text, { min: 0, max: maxFraction }))
  return { width, height }
}

function factor(value: string, name: string): number {
  const bounds = { min: 1 / maxScale, max: maxScale }
  return need(real(value, bounds), name, value, `a number from ${bounds.min} to ${bounds.max}`)
}

function angle(value: string, name: string): number {
  const degrees = need(real(value, { min: -100_000, max: 100_000 }), name, value, 'an angle in degrees')
  return ((degrees % 360) + 360) % 360
}

function edges(value: string, name: string, inFractions: boolean): Edges {
  const [left = 0, top = 0, right = 0, bottom = 0] = numbers(value, name, 4, (text) =>
    inFractions ? real(text, fraction) : integer(text, coordinate),
  )
  return { left, top, right, bottom }
}

function color(value: string, name: string) {
  return need(parseRgba(value), name, value, 'a color such as ff8800, 255,136,0,128 or 0,47,100,0k')
}

function opacity(value: string, name: string): number {
  const [all, fill = '100', ...rest] = splitValues(value)
  const percent = { min: 0, max: 100 }
  const product = (integer(all, percent) ?? Number.NaN) * (integer(fill, percent) ?? Number.NaN)
  if (Number.isNaN(product) || rest.length > 0)
    throw badValue(name, value, 'opacity[,fillOpacity], each a whole number from 0 to 100')
  return product / 10_000
}

function blendMode(value: string, name: string) {
  return need(blendModeNamed(value), name, value, blendModes.join('|'))
}

/** The value of `flip=`. */
export function flipOf(value: string, name: string): FlipWish {
  const flips = oneOf(value, name, ['lr', 'ud', 'lrud'])
  return { x: flips !== 'ud', y: flips !== 'lr' }
}

function textAttributes(value: string, name: string): Partial<LayerWish> {
  const [resolution, antialias = '', fit = '', wrap = '', ...rest] = splitValues(value)
  const smoothing = word(antialias || 'norm', ['off', 'norm', 'crisp', 'sharp', 'strong', 'smooth'])
  const fits = word(fit || 'fixedRes', ['fixedres', 'autores', 'maxres'])
  const wraps = word(wrap || 'wrap', ['wrap', 'nowrap', 'nbwrap'])
  const pixelsPerInch = integer(resolution || '72', { min: 1, max: 10_000 })
  if (!pixelsPerInch || !smoothing || !fits || !wraps || rest.length > 0)
    throw badValue(
      name,
      value,
      'res[,off|norm|crisp|sharp|strong|smooth[,fixedRes|autoRes|maxRes[,wrap|noWrap|nbWrap]]]',
    )
  return {
    textAttributes: {
      resolution: pixelsPerInch,
      antialias: smoothing !== 'off',
      fit: fits === 'fixedres' ? 'fixedRes' : fits === 'autores' ? 'autoRes' : 'maxRes',
      wrap: wraps === 'wrap' ? 'wrap' : wraps === 'nowrap' ? 'noWrap' : 'nbWrap',
    },
  }
}
