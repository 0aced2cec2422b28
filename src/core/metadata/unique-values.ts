import { sql } from 'kysely'
import type { Db } from '../tables.ts'
import type { MetadataField } from './metadata-field.ts'

/** Values that one answer has. */
export const maxUniqueValues = 10_000

/** The different values that assets outside the trash have of a field, in order, at most 10,000; tags one by one. */
export async function uniqueFieldValues(db: Db, field: MetadataField): Promise<string[]> {
  const { rows } = await sql<{ value: string }>`
    select distinct one.value
    from asset_field_value as stored
    join asset on asset.id = stored.asset_id and asset.trash_state = 'NotInTrash'
    cross join lateral jsonb_array_elements_text(
      case jsonb_typeof(stored.value) when 'array' then stored.value else jsonb_build_array(stored.value) end
    ) as one (value)
    where stored.field_id = ${field.id}
    order by one.value
    limit ${maxUniqueValues}`.execute(db)
  return rows.map(({ value }) => value)
}
