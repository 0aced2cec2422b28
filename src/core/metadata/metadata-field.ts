import { type Selectable, sql } from 'kysely'
import { DarkroomError } from '../errors.ts'
import { inEnglish, say } from '../messages/messages.ts'
import { isStorable } from '../storable-text.ts'
import type { Db } from '../tables.ts'
import { fieldOfHandle } from './field-handle.ts'
import { booleanTags, isTagType, unfit } from './field-types.ts'
import type { MetadataFieldTable, MetadataFieldType } from './metadata-field.table.ts'
import { checkedTags } from './tags.ts'

export type MetadataField = Selectable<MetadataFieldTable>

/** The asset type of fields that every asset has. */
export const everyType = 'Asset'
export const maxFieldNameLength = 255
/** Fields that one company may have. */
export const maxFields = 2_000

/** What a client says about a field; absent: as it is, or the default of a new one. */
export interface FieldSettings {
  readonly defaultValue?: string | undefined
  readonly isHidden?: boolean | undefined
  readonly isEnforced?: boolean | undefined
  readonly isPublishData?: boolean | undefined
  /** Joins the dictionary of a tag field. */
  readonly initialTagValue?: string | undefined
}

export interface NewMetadataField extends FieldSettings {
  readonly companyId: number
  readonly assetType: string
  readonly name: string
  readonly fieldType: MetadataFieldType
}

/** Throws `invalid-parameter` for a bad name, default or tag, `conflict` for a name in use, `too-large` for too many fields. */
export async function createMetadataField(db: Db, field: NewMetadataField): Promise<MetadataField> {
  const name = checkedName(field.name)
  const { fieldType, companyId } = field
  checkSettings(fieldType, field)
  const { count } = await db
    .selectFrom('metadata_field')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('company_id', '=', companyId)
    .executeTakeFirstOrThrow()
  if (count >= maxFields)
    throw new DarkroomError('too-large', `A company has at most ${maxFields} metadata fields.`)
  const initial = field.initialTagValue ?? ''
  const tags = fieldType === 'BooleanTag' ? booleanTags : checkedTags(initial === '' ? [] : [initial])
  const created = await db
    .insertInto('metadata_field')
    .values({
      company_id: companyId,
      asset_type: field.assetType,
      name,
      field_type: fieldType,
      default_value: field.defaultValue ?? '',
      is_hidden: field.isHidden ?? false,
      is_enforced: field.isEnforced ?? false,
      is_publish_data: field.isPublishData ?? true,
      tags: JSON.stringify(tags),
    })
    .onConflict((oc) => oc.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!created) throw taken(name, field.assetType)
  return created
}

/** Throws as `createMetadataField` does. Type and asset type stay. */
export async function updateMetadataField(
  db: Db,
  field: MetadataField,
  changes: FieldSettings & { readonly name?: string | undefined },
): Promise<MetadataField> {
  checkSettings(field.field_type, changes)
  const name = changes.name === undefined || changes.name === '' ? field.name : checkedName(changes.name)
  const initial = changes.initialTagValue ?? ''
  const tags = initial === '' ? field.tags : checkedTags([...field.tags, initial])
  const others = await db
    .selectFrom('metadata_field')
    .select('id')
    .where('company_id', '=', field.company_id)
    .where('asset_type', '=', field.asset_type)
    .where('name', '=', name)
    .where('id', '<>', field.id)
    .execute()
  if (others.length > 0) throw taken(name, field.asset_type)
  return await db
    .updateTable('metadata_field')
    .set({
      name,
      default_value: changes.defaultValue ?? field.default_value,
      is_hidden: changes.isHidden ?? field.is_hidden,
      is_enforced: changes.isEnforced ?? field.is_enforced,
      is_publish_data: changes.isPublishData ?? field.is_publish_data,
      tags: JSON.stringify(tags),
    })
    .where('id', '=', field.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The values that assets have of it go too. */
export async function deleteMetadataField(db: Db, field: MetadataField): Promise<void> {
  await db.deleteFrom('metadata_field').where('id', '=', field.id).execute()
}

/** The fields of a company in order of asset type and name; of one type with those that every asset has, or all. */
export async function metadataFields(
  db: Db,
  companyId: number,
  assetType?: string,
): Promise<MetadataField[]> {
  return await db
    .selectFrom('metadata_field')
    .selectAll()
    .where('company_id', '=', companyId)
    .$if(assetType !== undefined, (query) => query.where('asset_type', 'in', [everyType, assetType ?? '']))
    .orderBy('asset_type')
    .orderBy('name')
    .execute()
}

/** The field of a handle. Throws `invalid-parameter`, naming `path`, where the company has none such. */
export async function fieldByHandle(
  db: Db,
  companyId: number,
  handle: string,
  path = 'fieldHandle',
): Promise<MetadataField> {
  const named = fieldOfHandle(handle)
  const field =
    named?.companyId === companyId && isStorable(named.name)
      ? await db
          .selectFrom('metadata_field')
          .selectAll()
          .where('company_id', '=', companyId)
          .where((eb) => eb(eb.fn('upper', ['asset_type']), '=', named.assetType))
          .where('name', '=', named.name)
          .executeTakeFirst()
      : undefined
  if (field) return field
  throw new DarkroomError(
    'invalid-parameter',
    say('fieldUnknown', {
      field: path,
      handle: handle.slice(0, 80),
      example: `m|${companyId}|ASSET|Colour`,
    }),
    { field: path },
  )
}

/** Whether assets of a type have the field. */
export function appliesTo(field: MetadataField, assetType: string): boolean {
  return field.asset_type === everyType || field.asset_type === assetType
}

function checkedName(wanted: string): string {
  const name = wanted.trim()
  if (name === '' || name.length > maxFieldNameLength || /[|\p{Cc}]/u.test(name))
    throw new DarkroomError(
      'invalid-parameter',
      `name: '${name.slice(0, 80)}' must have 1 to ${maxFieldNameLength} characters and no '|'.`,
      { field: 'name' },
    )
  return name
}

function checkSettings(type: MetadataFieldType, settings: FieldSettings): void {
  const { defaultValue = '', initialTagValue = '' } = settings
  if (isTagType(type) && defaultValue !== '')
    throw new DarkroomError(
      'invalid-parameter',
      `defaultValue is '${defaultValue.slice(0, 80)}'; a field of the type ${type} has none.`,
      { field: 'defaultValue' },
    )
  const expected = defaultValue === '' ? undefined : unfit(type, defaultValue)
  if (expected !== undefined)
    throw new DarkroomError(
      'invalid-parameter',
      `defaultValue is '${defaultValue.slice(0, 80)}'; expected ${inEnglish(expected)}.`,
      { field: 'defaultValue' },
    )
  if (initialTagValue !== '' && (!isTagType(type) || type === 'BooleanTag'))
    throw new DarkroomError(
      'invalid-parameter',
      `initialTagValue is '${initialTagValue.slice(0, 80)}'; a field of the type ${type} takes no tag.`,
      { field: 'initialTagValue' },
    )
}

function taken(name: string, assetType: string): DarkroomError {
  return new DarkroomError('conflict', `name: there is a field '${name}' for ${assetType} already.`, {
    field: 'name',
  })
}
