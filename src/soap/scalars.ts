/** A simple XML Schema type: how its text is read and written. */
export interface ScalarType<V> {
  readonly kind: 'scalar'
  /** Local name in the XML Schema namespace, such as `int`. */
  readonly name: string
  /** What a legal text looks like, for error messages. */
  readonly expects: string
  /** Of numbers that have bounds by their type; both are included. */
  readonly range?: { readonly min: number; readonly max: number }
  /** The value of an element's text, undefined when the text is not legal. */
  parse(text: string): V | undefined
  /** The text of a value, undefined when the type can not hold it. Not escaped. */
  format(value: V): string | undefined
}

const wholeNumber = /^[+-]?\d+$/
const decimalNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/
const int32 = { min: -(2 ** 31), max: 2 ** 31 - 1 }
/** From here on JavaScript writes whole numbers with an exponent. */
const exponentFrom = 1e21

function isInt32(value: number): boolean {
  return Number.isInteger(value) && value >= int32.min && value <= int32.max
}

function parseWhole(text: string, isLegal: (value: number) => boolean): number | undefined {
  const trimmed = text.trim()
  if (!wholeNumber.test(trimmed)) return undefined
  const value = Number(trimmed)
  return isLegal(value) ? value : undefined
}

function floatingPoint(name: string): ScalarType<number> {
  return {
    kind: 'scalar',
    name,
    expects: 'a number',
    parse(text) {
      const trimmed = text.trim()
      const value = decimalNumber.test(trimmed) ? Number(trimmed) : Number.NaN
      return Number.isFinite(value) ? value : undefined
    },
    format(value) {
      if (!Number.isFinite(value)) return undefined
      return Number.isInteger(value) && Math.abs(value) < exponentFrom ? `${value}.0` : String(value)
    },
  }
}

/** Text as it stands, white space included. */
export const string: ScalarType<string> = {
  kind: 'scalar',
  name: 'string',
  expects: 'text',
  parse: (text) => text,
  format: (value) => value,
}

/** Read from true, false, 1 and 0 in any case; written as true or false. */
export const boolean: ScalarType<boolean> = {
  kind: 'scalar',
  name: 'boolean',
  expects: 'true, false, 1 or 0',
  parse(text) {
    const word = text.trim().toLowerCase()
    if (word === 'true' || word === '1') return true
    return word === 'false' || word === '0' ? false : undefined
  },
  format: String,
}

/** A whole number of 32 bits with sign. */
export const int: ScalarType<number> = {
  kind: 'scalar',
  name: 'int',
  expects: 'a whole number',
  range: int32,
  parse: (text) => parseWhole(text, isInt32),
  format: (value) => (isInt32(value) ? String(value) : undefined),
}

/** A whole number that JavaScript holds exactly (53 bits with sign); the wire allows 64 bits. */
export const long: ScalarType<number> = {
  kind: 'scalar',
  name: 'long',
  expects: 'a whole number',
  range: { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER },
  parse: (text) => parseWhole(text, Number.isSafeInteger),
  format: (value) => (Number.isSafeInteger(value) ? String(value) : undefined),
}

/** A finite number; whole ones are written with `.0`, as Java does. */
export const double: ScalarType<number> = floatingPoint('double')

/** Like `double` on our side; announced as `float`. */
export const float: ScalarType<number> = floatingPoint('float')
