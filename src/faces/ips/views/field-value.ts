import type { FieldValue } from '../../../core/assets/asset.queries.ts'
import type { Static } from '../../../soap/schema.ts'
import type { Metadata } from '../types/metadata.ts'

/** A value of a metadata field: as text, and in the field of its type where it is a value of that; tags also one by one. */
export function fieldValueView({ name, type, value }: FieldValue): Static<typeof Metadata> {
  if (typeof value !== 'string') return { name, value: value.join(','), valueArray: { items: value } }
  const text = value.trim()
  if (type === 'Boolean' && /^(?:true|false)$/i.test(text))
    return { name, value, boolVal: text.toLowerCase() === 'true' }
  if (type === 'Int' && Number.isSafeInteger(Number(text))) return { name, value, longVal: Number(text) }
  if (type === 'Float' && Number.isFinite(Number(text))) return { name, value, doubleVal: Number(text) }
  if (type === 'Date' && !Number.isNaN(Date.parse(text))) return { name, value, dateVal: new Date(text) }
  return { name, value }
}
