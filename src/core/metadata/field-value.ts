import { DarkroomError } from '../errors.ts'
import { type NestedMessage, type Said, say } from '../messages/messages.ts'
import { isFixedTag, isMultiTag, isTagType, unfit } from './field-types.ts'
import type { MetadataFieldType, StoredValue } from './metadata-field.table.ts'
import type { MetadataField } from './metadata-field.ts'
import { checkedTags } from './tags.ts'

/** A value to set (IPS MetadataUpdate), in the one field that fits the metadata field's type. */
export interface MetadataUpdate {
  readonly fieldHandle: string
  readonly value?: string | undefined
  readonly boolVal?: boolean | undefined
  readonly longVal?: number | undefined
  readonly doubleVal?: number | undefined
  /** As text where it comes out of a job's stored parameters. */
  readonly dateVal?: Date | string | undefined
  readonly addTagValueArray?: TagArray | undefined
  readonly setTagValueArray?: TagArray | undefined
  readonly deleteTagValueArray?: TagArray | undefined
}

interface TagArray {
  readonly items: readonly string[]
}

export const maxValueLength = 16_384

const tagArrays = ['setTagValueArray', 'addTagValueArray', 'deleteTagValueArray'] as const
const typed: Readonly<Record<string, MetadataFieldType>> = {
  boolVal: 'Boolean',
  longVal: 'Int',
  doubleVal: 'Float',
  dateVal: 'Date',
}

/**
 * What an asset's value of a field becomes by an update. Undefined: it has none any more.
 * @param path what the update is called in messages
 * @throws `invalid-parameter` for a value of another type, a tag that a fixed dictionary has not, several values at once,
 *   and, where the field is enforced, a text that is no value of its type; `missing-parameter` for no value
 */
export function updatedValue(
  field: MetadataField,
  update: MetadataUpdate,
  former: StoredValue | undefined,
  path: string,
): StoredValue | undefined {
  const given = (['value', ...Object.keys(typed), ...tagArrays] as const).filter(
    (name) => update[name as keyof MetadataUpdate] !== undefined,
  )
  const [first] = given
  if (first === undefined)
    throw new DarkroomError(
      'missing-parameter',
      say('fieldWithoutValue', { field: path, name: field.name }),
      { field: path },
    )
  const arraysOnly = given.every((name) => (tagArrays as readonly string[]).includes(name))
  if (given.length > 1 && !arraysOnly) {
    const all = given.map((name): Said => name).reduce((first, second) => say('both', { first, second }))
    throw refusal(path, say('fieldValuesExclude', { field: path, given: all }))
  }
  return isTagType(field.field_type)
    ? updatedTags(field, update, former, path, first)
    : plainValue(field, update, path, first)
}

function plainValue(
  field: MetadataField,
  update: MetadataUpdate,
  path: string,
  name: string,
): string | undefined {
  const { field_type: type } = field
  if (name !== 'value' && typed[name] !== type) throw ofType(field, `${path}/${name}`)
  const at = `${path}/${name}`
  const text = textOf(update)
  if (text.trim() === '') return undefined
  if (text.length > maxValueLength)
    throw refusal(at, say('fieldValueTooLong', { field: at, length: text.length, max: maxValueLength }))
  const expected = field.is_enforced ? unfit(type, text) : undefined
  if (expected !== undefined)
    throw refusal(
      at,
      say('fieldValueWrong', { field: at, value: text.slice(0, 80), name: field.name, type, expected }),
    )
  return text
}

function textOf({ value, boolVal, longVal, doubleVal, dateVal }: MetadataUpdate): string {
  if (dateVal !== undefined) return new Date(dateVal).toISOString()
  return value ?? String(boolVal ?? longVal ?? doubleVal)
}

function updatedTags(
  field: MetadataField,
  update: MetadataUpdate,
  former: StoredValue | undefined,
  path: string,
  first: string,
): readonly string[] | undefined {
  const { field_type: type } = field
  if (first === 'boolVal' && type === 'BooleanTag')
    return tagsOf(field, [update.boolVal === true ? 'True' : 'False'], path)
  if (first in typed) throw ofType(field, `${path}/${first}`)
  if (update.value !== undefined) {
    const one = update.value.trim()
    return one === '' ? undefined : tagsOf(field, [one], `${path}/value`)
  }
  const { setTagValueArray: set, addTagValueArray: add, deleteTagValueArray: remove } = update
  const before = set ? set.items : Array.isArray(former) ? former : []
  const removed = new Set(remove?.items.map((tag) => tag.trim()))
  const after = [...before, ...(add?.items ?? [])].filter((tag) => !removed.has(tag.trim()))
  return after.length === 0 ? undefined : tagsOf(field, after, path)
}

/** The last one only where the field takes one. */
function tagsOf(field: MetadataField, wanted: readonly string[], path: string): readonly string[] {
  const tags = checkedTags(wanted, path)
  const kept = isMultiTag(field.field_type) ? tags : tags.slice(-1)
  if (isFixedTag(field.field_type))
    for (const tag of kept)
      if (!field.tags.includes(tag))
        throw refusal(path, say('fieldTagUnknown', { field: path, name: field.name, tag: tag.slice(0, 80) }))
  return kept
}

function ofType({ name, field_type: type }: MetadataField, path: string): DarkroomError {
  return refusal(path, say('fieldOfType', { field: path, name, type }))
}

function refusal(path: string, message: NestedMessage): DarkroomError {
  return new DarkroomError('invalid-parameter', message, { field: path })
}
