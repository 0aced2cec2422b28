import { type RawBuilder, sql } from 'kysely'
import { fieldOfHandle } from '../../metadata/field-handle.ts'
import { fieldByHandle } from '../../metadata/metadata-field.ts'
import type { Db } from '../../tables.ts'

/** The texts that an asset has under a key: a query on rows of `asset` with one column `v`, and none or several rows. */
export type KeyValues = RawBuilder<{ v: string | null }>

const isoTime = sql.lit('YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
const time = (column: string): KeyValues =>
  sql`select to_char(${sql.ref(column)} at time zone 'UTC', ${isoTime}) as v`
/** Texts in a JSON array, as far as their escapes are left in. */
const listed = String.raw`"((?:[^"\\]|\\.)*)"`

/** Of a list, which is kept as a JSON array, each text. */
const metadata = (name: string): KeyValues => sql`
  select coalesce(list.item, kept.text) as v
  from (select asset.metadata ->> ${name}::text) as kept (text)
  left join lateral (
    select replace(replace(found[1], '\\"', '"'), '\\\\', '\\') from regexp_matches(kept.text, ${listed}, 'g') as found
    where kept.text like '["%"]') as list (item) on true`
const nothing: KeyValues = sql`select null::text as v`

/** Keys of what every asset has (facts: metadataSearchKey). Comments, user data and SKUs are not kept. */
const ownKeys: Readonly<Record<string, KeyValues>> = {
  asset_id: sql`select asset.id::text as v`,
  name: sql`select asset.name as v`,
  folder_path: sql`select folder.path as v from folder where folder.id = asset.folder_id`,
  type: sql`select asset.type as v`,
  file_name: sql`select asset.file_name as v`,
  description: metadata('dc.description'),
  comment: nothing,
  user_data: nothing,
  sku: nothing,
  modified_at: time('asset.modified_at'),
  modified_by: sql`select email as v from user_account where user_account.id = asset.modified_by`,
  created_at: time('asset.created_at'),
  created_by: sql`select email as v from user_account where user_account.id = asset.created_by`,
}

const fieldPrefix = 'custom_attributes.'

/**
 * What a key stands for: a name of every asset (`name`, `folder_path`, ...), a metadata field by its handle
 * (`m|1|ASSET|Colour`) or as `custom_attributes.Colour`, or a key of the metadata (`dc.title`, `document.Guid`). Times are
 * ISO texts in UTC. Throws `invalid-parameter`, naming `path`, for the handle of a field that the company has not.
 */
export async function keyValues(db: Db, companyId: number, key: string, path: string): Promise<KeyValues> {
  const own = Object.hasOwn(ownKeys, key) ? ownKeys[key] : undefined
  if (own) return own
  if (fieldOfHandle(key)) {
    const { id } = await fieldByHandle(db, companyId, key, path)
    return fieldValues(sql`field.id = ${id}`)
  }
  if (!key.startsWith(fieldPrefix)) return metadata(key)
  const name = key.slice(fieldPrefix.length)
  return sql`${fieldValues(sql`field.name = ${name}`)} union all ${metadata(key)}`
}

/** The values of fields that assets of the type have, defaults included; of tags each. */
function fieldValues(which: RawBuilder<unknown>): KeyValues {
  return sql`
    select listed.v from metadata_field as field
    left join asset_field_value as stored on stored.field_id = field.id and stored.asset_id = asset.id
    cross join lateral jsonb_array_elements_text(
      case when stored.value is null then jsonb_build_array(field.default_value)
      when jsonb_typeof(stored.value) = 'array' then stored.value
      else jsonb_build_array(stored.value) end) as listed (v)
    where field.company_id = asset.company_id and field.asset_type in ('Asset', asset.type)
      and (stored.value is not null or field.default_value <> '') and ${which}`
}
