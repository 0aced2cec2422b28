import { type FieldOptions, type FieldType, many, type SequenceType, sequence } from '../../../soap/schema.ts'

/** How the API wraps every list: a type of its own with repeated `items` elements, without limits by default. */
export function arrayOf<V>(
  name: string,
  item: FieldType<V>,
  options: Pick<FieldOptions, 'minItems' | 'maxItems'> = {},
): SequenceType<{ readonly items: readonly V[] }> {
  return sequence(name, { items: many(item, options) })
}
