import type { Selectable } from 'kysely'
import { DarkroomError } from '../errors.ts'
import { isStorable } from '../storable-text.ts'
import type { Db } from '../tables.ts'
import { maxPropertyNameLength } from './properties.ts'
import type { PropertySetOwnership, PropertySetTypeTable } from './property-set.table.ts'

export type PropertySetType = Selectable<PropertySetTypeTable>

/** The types that darkroom itself reads. The first two are of all companies from the start, and stay. */
export const ownTypes = Object.freeze({
  setGenerationScript: 'SetGenerationScript',
  videoEncodingPreset: 'VideoEncodingPreset',
  /** Image presets; named as the API names them in its operations. A company makes the type for itself. */
  imageFormat: 'ImageFormat',
})

export interface NewPropertySetType {
  /** Null: of all companies. */
  readonly companyId: number | null
  readonly name: string
  readonly ownership: PropertySetOwnership
  readonly allowMultiple: boolean
}

/** Throws `invalid-parameter` for a bad name, `conflict` where the company has a type of that name. */
export async function createPropertySetType(db: Db, type: NewPropertySetType): Promise<PropertySetType> {
  const name = type.name.trim()
  if (name === '' || name.length > maxPropertyNameLength)
    throw new DarkroomError(
      'invalid-parameter',
      `name: '${name.slice(0, 80)}' has ${name.length} characters; expected 1 to ${maxPropertyNameLength}.`,
      { field: 'name' },
    )
  const created = await db
    .insertInto('property_set_type')
    .values({
      company_id: type.companyId,
      name,
      property_type: type.ownership,
      allow_multiple: type.allowMultiple,
    })
    .onConflict((oc) => oc.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!created)
    throw new DarkroomError('conflict', `name: there is a property set type '${name}' already.`, {
      field: 'name',
    })
  return created
}

/** The types of a company, or those of all companies (null), by name. */
export async function propertySetTypes(db: Db, companyId: number | null): Promise<PropertySetType[]> {
  return await db
    .selectFrom('property_set_type')
    .selectAll()
    .where('company_id', 'is not distinct from', companyId)
    .orderBy('name')
    .execute()
}

export async function propertySetTypeByName(
  db: Db,
  companyId: number | null,
  name: string,
): Promise<PropertySetType | undefined> {
  if (!isStorable(name)) return undefined
  return await db
    .selectFrom('property_set_type')
    .selectAll()
    .where('company_id', 'is not distinct from', companyId)
    .where('name', '=', name.trim())
    .executeTakeFirst()
}

export async function propertySetTypeById(db: Db, id: number): Promise<PropertySetType | undefined> {
  return await db.selectFrom('property_set_type').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Takes a type away with all its sets. Throws `conflict` for one that darkroom itself reads. */
export async function deletePropertySetType(db: Db, type: PropertySetType): Promise<void> {
  const names: readonly string[] = [ownTypes.setGenerationScript, ownTypes.videoEncodingPreset]
  if (type.company_id === null && names.includes(type.name))
    throw new DarkroomError(
      'conflict',
      `typeHandle: '${type.name}' is a type that the server itself reads; it can not be deleted.`,
      { field: 'typeHandle' },
    )
  await db.deleteFrom('property_set_type').where('id', '=', type.id).execute()
}
