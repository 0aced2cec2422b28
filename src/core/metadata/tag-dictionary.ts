import { sql } from 'kysely'
import { DarkroomError } from '../errors.ts'
import type { Tx } from '../tables.ts'
import { isTagType } from './field-types.ts'
import type { MetadataField } from './metadata-field.ts'
import { checkedTags } from './tags.ts'

/** Throws `invalid-parameter` for a field whose tags nobody changes: it has none, or is a BooleanTag. */
export function checkChangeableTags(field: MetadataField): void {
  if (isTagType(field.field_type) && field.field_type !== 'BooleanTag') return
  throw new DarkroomError(
    'invalid-parameter',
    `fieldHandle: the field '${field.name}' is of the type ${field.field_type}, whose tags can not be changed.`,
    { field: 'fieldHandle' },
  )
}

/** Changes the tags that a field knows, given those that it knows now. Throws as `checkedTags` does. */
export async function changeTags(
  tx: Tx,
  field: MetadataField,
  change: (known: readonly string[]) => readonly string[],
): Promise<void> {
  const { tags } = await tx
    .selectFrom('metadata_field')
    .select('tags')
    .where('id', '=', field.id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('metadata_field')
    .set({ tags: JSON.stringify(checkedTags(change(tags))) })
    .where('id', '=', field.id)
    .execute()
}

/** Takes tags away from the assets that have them: those that the field does not know any more. */
export async function dropUnknownTags(tx: Tx, field: MetadataField): Promise<void> {
  await sql`
    update asset_field_value as v
    set value = (
      select coalesce(jsonb_agg(tag order by place), '[]')
      from jsonb_array_elements(v.value) with ordinality as t (tag, place)
      where f.tags @> jsonb_build_array(tag))
    from metadata_field as f
    where f.id = ${field.id} and v.field_id = f.id and not f.tags @> v.value`.execute(tx)
  await sql`delete from asset_field_value where field_id = ${field.id} and value = '[]'`.execute(tx)
}

/** Gives a tag another spelling, in the dictionary and with the assets that have it. Throws `invalid-parameter` where there is none of the old, or one of the new. */
export async function renameTag(
  tx: Tx,
  field: MetadataField,
  oldValue: string,
  newValue: string,
): Promise<void> {
  const [from, to] = [oldValue.trim(), newValue.trim()]
  await changeTags(tx, field, (known) => {
    if (!known.includes(from))
      throw refusal('oldValue', `'${from.slice(0, 80)}' is no tag of the field '${field.name}'`)
    if (known.includes(to))
      throw refusal('newValue', `'${to.slice(0, 80)}' is a tag of the field '${field.name}' already`)
    return known.map((tag) => (tag === from ? to : tag))
  })
  await sql`
    update asset_field_value
    set value = (
      select jsonb_agg(case when tag = to_jsonb(${from}::text) then to_jsonb(${to}::text) else tag end order by place)
      from jsonb_array_elements(value) with ordinality as t (tag, place))
    where field_id = ${field.id} and value @> jsonb_build_array(${from}::text)`.execute(tx)
}

function refusal(field: string, problem: string): DarkroomError {
  return new DarkroomError('invalid-parameter', `${field}: ${problem}.`, { field })
}
