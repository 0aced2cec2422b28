import { type RawBuilder, sql } from 'kysely'
import { isMarked } from './published-types.ts'

/** What a catalogue entry takes over from its asset as it is, beside its version and its path. */
const copied = [
  'name',
  'served_as',
  'type',
  'sub_type',
  'mime_type',
  'original_key',
  'size',
  'image',
  'crop',
  'derived',
  'definition',
  'smart_crops',
  'modified_at',
] as const

/** The copied columns of a table or alias, as a list. */
export function copiedColumns(table: string): RawBuilder<unknown> {
  return sql.join(copied.map((column) => sql.ref(`${table}.${column}`)))
}

/**
 * What is in the sets of a company, as its CTE `contents` (set_id, members): assets that are marked for publish, in order. They
 * come from the marks and not from the catalogue, because videos are published by other jobs than the sets that they are in.
 * @param setId of one set only
 */
export function setContents(companyId: number, setId?: number): RawBuilder<unknown> {
  return sql`
    contents as materialized (
      select member.set_id, jsonb_agg(
        jsonb_build_object('assetId', member.asset_id, 'pageReset', member.page_reset) order by member.position) as members
      from set_member member
      join asset whole on whole.id = member.set_id and whole.company_id = ${companyId}
      join asset on asset.id = member.asset_id
      where ${isMarked} and (${setId ?? null}::bigint is null or member.set_id = ${setId ?? null})
      group by member.set_id
    )`
}

/** The members that an entry gets, from a left join of `contents`. */
export const membersColumn = sql`coalesce(contents.members, '[]')`

/** The beginning of a statement that writes entries; a select of these columns follows. */
export const insertEntries: RawBuilder<unknown> = sql`
  insert into catalogue_entry (
    company_id, context, asset_id, asset_version, path, members, ${sql.join(copied.map((column) => sql.ref(column)))})`

/** Its end: an entry that is there already is brought to the asset's state. */
export const replaceEntries: RawBuilder<unknown> = sql`
  on conflict (company_id, context, asset_id) do update set
    asset_version = excluded.asset_version, path = excluded.path, members = excluded.members, published_at = now(),
    ${sql.join(copied.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}`

/** The path of an asset below its company's root folder, which has a closing slash. */
export function entryPath(rootFolder: string): RawBuilder<string> {
  return sql`substr(folder.path, ${rootFolder.length + 1}) || asset.file_name`
}
