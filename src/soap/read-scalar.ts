import { DecodeError } from './decode-error.ts'
import type { ScalarType } from './scalars.ts'
import type { FieldOptions } from './schema.ts'
import type { XmlElement } from './xml.ts'

/** Reads elements of a scalar field; `expects` and the path go into a `DecodeError`. */
export function scalarReader(
  type: ScalarType<unknown>,
  options: FieldOptions,
  expects: string,
): (element: XmlElement, path: string) => unknown {
  const choose = choice(options)
  return (element, path) => {
    const invalid = (value: string, quoted = true) => new DecodeError('invalid', path, value, expects, quoted)
    if (element.children.length > 0) throw invalid('an element with elements inside', false)
    const parsed = type.parse(element.text)
    const value = parsed === undefined ? undefined : choose(parsed)
    if (value === undefined || !isWithin(value, options)) throw invalid(element.text.trim())
    return value
  }
}

/** Picks the allowed value that is meant; undefined when there is none. */
function choice({ oneOf, ignoreCase = false, aliases = {} }: FieldOptions): (value: unknown) => unknown {
  if (oneOf === undefined) return (value) => value
  const key = (value: unknown) => {
    if (typeof value !== 'string') return value
    return ignoreCase ? value.trim().toLowerCase() : value.trim()
  }
  const allowed = new Map<unknown, unknown>(oneOf.map((value) => [key(value), value]))
  const others = new Map<unknown, unknown>(Object.entries(aliases))
  return (value) =>
    allowed.get(key(value)) ??
    (typeof value === 'string' ? others.get(value.trim().toLowerCase()) : undefined)
}

function isWithin(value: unknown, { min, max, maxLength }: FieldOptions): boolean {
  if (typeof value === 'number') return value >= (min ?? value) && value <= (max ?? value)
  return typeof value !== 'string' || value.length <= (maxLength ?? value.length)
}

/** What a scalar field takes, in words. */
export function expectation(type: ScalarType<unknown>, { oneOf, min, max, maxLength }: FieldOptions): string {
  if (oneOf !== undefined) return `one of ${oneOf.join(', ')}`
  const least = Math.max(min ?? Number.NEGATIVE_INFINITY, type.range?.min ?? Number.NEGATIVE_INFINITY)
  const most = Math.min(max ?? Number.POSITIVE_INFINITY, type.range?.max ?? Number.POSITIVE_INFINITY)
  return `${type.expects}${inRange(least, most)}${maxLength === undefined ? '' : `, of at most ${maxLength} characters`}`
}

function inRange(least: number, most: number): string {
  if (Number.isFinite(least) && Number.isFinite(most)) return ` from ${least} to ${most}`
  if (Number.isFinite(least)) return `, not below ${least}`
  return Number.isFinite(most) ? `, not above ${most}` : ''
}
