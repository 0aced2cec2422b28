import type { RectWish } from '../wish.ts'
import { maxPixels } from './bounds.ts'
import { badValue, integer, real, splitValues } from './values.ts'

/** Largest coordinate or size that is a fraction of the image. */
const maxFraction = 1000

const side = { min: 1, max: maxPixels }
const coordinate = { min: -maxPixels, max: maxPixels }

/** The value of a rectangle command in pixels. */
export function pixelRect(value: string, name: string): RectWish {
  const [x, y, width, height, ...rest] = splitValues(value)
  const rect = {
    x: integer(x, coordinate),
    y: integer(y, coordinate),
    width: integer(width, side),
    height: integer(height, side),
  }
  return checkedRect('pixel', rect, rest, name, value, 'x,y,width,height in whole pixels')
}

/** The value of a rectangle command in fractions. */
export function fractionRect(value: string, name: string): RectWish {
  const [x, y, width, height, ...rest] = splitValues(value)
  const position = { min: -maxFraction, max: maxFraction }
  const size = { min: 1 / maxPixels, max: maxFraction }
  const rect = {
    x: real(x, position),
    y: real(y, position),
    width: real(width, size),
    height: real(height, size),
  }
  return checkedRect('fraction', rect, rest, name, value, 'x,y,width,height as fractions of the image')
}

function checkedRect(
  unit: RectWish['unit'],
  { x, y, width, height }: Partial<RectWish['rect']>,
  rest: string[],
  name: string,
  value: string,
  expected: string,
): RectWish {
  if (x === undefined || y === undefined || !width || !height || rest.length > 0) {
    throw badValue(name, value, `${expected}, width and height above 0`)
  }
  return Object.freeze({ unit, rect: Object.freeze({ x, y, width, height }) })
}
