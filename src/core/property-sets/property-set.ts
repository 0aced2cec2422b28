import type { Selectable } from 'kysely'
import { DarkroomError } from '../errors.ts'
import type { Db, Tx } from '../tables.ts'
import { checkedProperties } from './properties.ts'
import type { Property, PropertySetTable } from './property-set.table.ts'
import type { PropertySetType } from './property-set-type.ts'

export type PropertySetRow = Selectable<PropertySetTable>

/** A property set as jobs read it. */
export interface PropertySet {
  readonly id: number
  readonly typeId: number
  readonly typeName: string
  /** Each name once. */
  readonly properties: readonly Property[]
}

/** Whose a set is. Both null: shared by all companies. */
export interface PropertySetOwner {
  readonly companyId: number | null
  readonly userId: number | null
}

/** A property set that the company's jobs may use: one of its own, or one that all companies share. */
export async function propertySetById(
  db: Db,
  companyId: number,
  id: number,
): Promise<PropertySet | undefined> {
  const row = await db
    .selectFrom('property_set')
    .innerJoin('property_set_type', 'property_set_type.id', 'property_set.type_id')
    .select(['property_set.id', 'type_id', 'property_set_type.name as typeName', 'properties'])
    .where('property_set.id', '=', id)
    .where((eb) =>
      eb.or([
        eb('property_set.company_id', '=', companyId),
        eb.and([eb('property_set.company_id', 'is', null), eb('property_set.user_id', 'is', null)]),
      ]),
    )
    .executeTakeFirst()
  return row && { id: row.id, typeId: row.type_id, typeName: row.typeName, properties: row.properties }
}

/** A set of whatever owner. */
export async function propertySetRow(db: Db, id: number): Promise<PropertySetRow | undefined> {
  return await db.selectFrom('property_set').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The sets of a type that an owner has, and for a company after them those that all companies share; by age. */
export async function propertySets(
  db: Db,
  typeId: number,
  { companyId, userId }: PropertySetOwner,
): Promise<PropertySetRow[]> {
  return await db
    .selectFrom('property_set')
    .selectAll()
    .where('type_id', '=', typeId)
    .where((eb) => {
      const own = eb.and([
        eb('company_id', 'is not distinct from', companyId),
        eb('user_id', 'is not distinct from', userId),
      ])
      const shared = eb.and([eb('company_id', 'is', null), eb('user_id', 'is', null)])
      return userId === null ? eb.or([own, shared]) : own
    })
    .orderBy((eb) => eb('company_id', 'is', null))
    .orderBy('id')
    .execute()
}

/** Every set of a type that a user has, for whichever company; by age. */
export async function propertySetsOfUser(db: Db, typeId: number, userId: number): Promise<PropertySetRow[]> {
  return await db
    .selectFrom('property_set')
    .selectAll()
    .where('type_id', '=', typeId)
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute()
}

/**
 * Makes a set. Where the type allows an owner one set only, the new one takes the place of an earlier one. Throws
 * `invalid-parameter` for bad properties, `not-found` when the type was deleted meanwhile.
 */
export async function createPropertySet(
  tx: Tx,
  type: PropertySetType,
  { companyId, userId }: PropertySetOwner,
  properties: readonly Property[],
): Promise<PropertySetRow> {
  const checked = checkedProperties(properties)
  const locked = await tx
    .selectFrom('property_set_type')
    .select('id')
    .where('id', '=', type.id)
    .$if(!type.allow_multiple, (query) => query.forUpdate())
    .$if(type.allow_multiple, (query) => query.forKeyShare())
    .executeTakeFirst()
  if (!locked)
    throw new DarkroomError('not-found', `typeHandle: the type '${type.name}' was deleted.`, {
      field: 'typeHandle',
    })
  if (!type.allow_multiple)
    await tx
      .deleteFrom('property_set')
      .where('type_id', '=', type.id)
      .where('company_id', 'is not distinct from', companyId)
      .where('user_id', 'is not distinct from', userId)
      .execute()
  return await tx
    .insertInto('property_set')
    .values({
      type_id: type.id,
      company_id: companyId,
      user_id: userId,
      properties: JSON.stringify(checked),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/**
 * Puts the properties in place of those that the set has (`replace`), or adds them, a name that it has getting its new
 * value. Throws `invalid-parameter` for bad properties, `not-found` when there is no such set.
 */
export async function updatePropertySet(
  tx: Tx,
  id: number,
  properties: readonly Property[],
  replace: boolean,
): Promise<void> {
  const row = await tx
    .selectFrom('property_set')
    .select('properties')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row)
    throw new DarkroomError('not-found', 'setHandle: there is no such property set.', { field: 'setHandle' })
  const checked = checkedProperties(properties)
  const updated = replace ? checked : checkedProperties([...row.properties, ...checked])
  await tx
    .updateTable('property_set')
    .set({ properties: JSON.stringify(updated) })
    .where('id', '=', id)
    .execute()
}

/** A set that is not there is taken away already. */
export async function deletePropertySet(db: Db, id: number): Promise<void> {
  await db.deleteFrom('property_set').where('id', '=', id).execute()
}
