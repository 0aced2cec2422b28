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
    const invalid = (value: string) => new DecodeError('invalid', path, value, expects)
    if (element.children.length > 0) throw invalid('an element with elements inside')
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
  const parts = [type.expects]
  if (min !== undefined) parts.push(`not below ${min}`)
  if (max !== undefined) parts.push(`not above ${max}`)
  if (maxLength !== undefined) parts.push(`of at most ${maxLength} characters`)
  return parts.join(', ')
}
