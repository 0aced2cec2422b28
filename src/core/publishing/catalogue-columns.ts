import { type RawBuilder, sql } from 'kysely'

/** What a catalogue entry takes over from its asset as it is, beside its version and its path. */
const copied = [
  'name',
  'served_as',
  'type',
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

/** The beginning of a statement that writes entries; a select of these columns follows. */
export const insertEntries: RawBuilder<unknown> = sql`
  insert into catalogue_entry (
    company_id, context, asset_id, asset_version, path, ${sql.join(copied.map((column) => sql.ref(column)))})`

/** Its end: an entry that is there already is brought to the asset's state. */
export const replaceEntries: RawBuilder<unknown> = sql`
  on conflict (company_id, context, asset_id) do update set
    asset_version = excluded.asset_version, path = excluded.path, published_at = now(),
    ${sql.join(copied.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}`

/** The path of an asset below its company's root folder, which has a closing slash. */
export function entryPath(rootFolder: string): RawBuilder<string> {
  return sql`substr(folder.path, ${rootFolder.length + 1}) || asset.file_name`
}
