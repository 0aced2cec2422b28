import { DarkroomError } from '../errors.ts'
import type { Property } from './property-set.table.ts'

export const maxPropertyNameLength = 255
/** In UTF-16 units. */
export const maxPropertyValueLength = 16_384
export const maxProperties = 1_000

/**
 * The properties in the order of their first mention, the last value of each name. Throws `invalid-parameter` for a list,
 * a name or a value beyond its limit.
 */
export function checkedProperties(given: readonly Property[]): readonly Property[] {
  const byName = new Map<string, string>()
  for (const [i, { name: spaced, value }] of given.entries()) {
    const name = spaced.trim()
    const field = `propertyArray/items[${i + 1}]`
    if (name === '' || name.length > maxPropertyNameLength)
      throw refusal(`${field}/name`, name, `1 to ${maxPropertyNameLength}`)
    if (value.length > maxPropertyValueLength)
      throw refusal(`${field}/value`, value, `at most ${maxPropertyValueLength}`)
    byName.set(name, value)
  }
  if (byName.size > maxProperties)
    throw new DarkroomError(
      'invalid-parameter',
      `propertyArray has ${byName.size} properties; a set has at most ${maxProperties}.`,
      { field: 'propertyArray' },
    )
  return [...byName].map(([name, value]) => ({ name, value }))
}

function refusal(field: string, text: string, expected: string): DarkroomError {
  return new DarkroomError(
    'invalid-parameter',
    `${field}: '${text.slice(0, 80)}' has ${text.length} characters; expected ${expected}.`,
    { field },
  )
}
