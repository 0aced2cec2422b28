import { type CacheWish, fitModes, type ImageWish } from '../wish.ts'
import { maxPixels } from './bounds.ts'
import { parseColor } from './color.ts'
import { parseFormat } from './format.ts'
import { fractionRect, pixelRect } from './rectangles.ts'
import { badValue, flag, integer, real, splitValues, word } from './values.ts'

/** Largest factor of scl and of the scale of rect, and its inverse the smallest. */
const maxScale = 100_000

const side = { min: 1, max: maxPixels }
const scale = { min: 1 / maxScale, max: maxScale }

/** The part of a wish that one command sets. */
type Command = (value: string, name: string, isMask: boolean) => Partial<ImageWish>

/**
 * Commands of Image Serving that act on the view or the reply, wherever they stand, by their name in lower case. Each throws
 * `invalid-parameter`.
 */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['wid', (value, name) => ({ width: need(integer(value, side), name, value, pixelRange) })],
  ['hei', (value, name) => ({ height: need(integer(value, side), name, value, pixelRange) })],
  [
    'scl',
    (value, name) => ({
      inverseScale: need(real(value, scale), name, value, `a number from ${scale.min} to ${scale.max}`),
    }),
  ],
  ['fit', fit],
  ['align', align],
  ['rgn', (value, name) => ({ region: pixelRect(value, name) })],
  ['rgnn', (value, name) => ({ region: fractionRect(value, name) })],
  ['rect', rect],
  ['fmt', (value, _name, isMask) => ({ format: parseFormat(value, isMask ? 'gray' : 'rgb') })],
  ['qlt', quality],
  [
    'bgc',
    (value, name) => ({
      background: need(parseColor(value), name, value, 'a color such as ff8800, 255,136,0 or 0,47,100,0k'),
    }),
  ],
  ['defaultimage', (value) => ({ defaultImage: value })],
  ['template', (value) => ({ template: value.replace(/^\/+/, '') })],
  ['cache', cache],
])

const pixelRange = `a whole number of pixels from 1 to ${maxPixels}`

function need<Value>(value: Value | undefined, name: string, text: string, expected: string): Value {
  if (value === undefined) throw badValue(name, text, expected)
  return value
}

function fit(value: string, name: string): Partial<ImageWish> {
  const [modeText, upscaleText = '0', ...rest] = splitValues(value)
  const mode = word(modeText, fitModes)
  const upscale = flag(upscaleText)
  if (!mode || upscale === undefined || rest.length > 0) {
    throw badValue(name, value, `${fitModes.join('|')}[,0|1]`)
  }
  return { fit: Object.freeze({ mode, upscale }) }
}

function align(value: string, name: string): Partial<ImageWish> {
  const [xText, yText, ...rest] = splitValues(value)
  const x = real(xText, { min: -1, max: 1 })
  const y = real(yText, { min: -1, max: 1 })
  if (x === undefined || y === undefined || rest.length > 0) {
    throw badValue(name, value, 'horizontal,vertical, each from -1.0 to 1.0')
  }
  return { align: Object.freeze({ x, y }) }
}

function rect(value: string, name: string): Partial<ImageWish> {
  const parts = splitValues(value)
  const factor = parts.length > 4 ? real(parts[4], scale) : 1
  if (factor === undefined || parts.length > 5) {
    throw badValue(name, value, `x,y,width,height[,scale], the scale from ${scale.min} to ${scale.max}`)
  }
  return { rect: Object.freeze({ rect: pixelRect(parts.slice(0, 4).join(','), name).rect, scale: factor }) }
}

function quality(value: string, name: string): Partial<ImageWish> {
  const [qualityText, chromaText = '0', ...rest] = splitValues(value)
  const quality = integer(qualityText, { min: 1, max: 100 })
  const chroma = flag(chromaText)
  if (quality === undefined || chroma === undefined || rest.length > 0) {
    throw badValue(name, value, 'quality[,chroma] with a whole quality from 1 to 100 and a chroma of 0 or 1')
  }
  return { quality: Object.freeze({ quality, chroma }) }
}

function cache(value: string, name: string): Partial<ImageWish> {
  const [first, second, ...rest] = splitValues(value)
  const client = word(first, ['on', 'off'])
  const server =
    second === undefined ? word(first, ['on', 'off', 'validate', 'update']) : word(second, ['on', 'off'])
  if (!server || (second !== undefined && !client) || rest.length > 0) {
    throw badValue(name, value, 'on|off|validate|update, or on|off,on|off for client and server')
  }
  const wish: CacheWish = Object.freeze({ client: client !== 'off', server })
  return { cache: wish }
}
