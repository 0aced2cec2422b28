import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import { ownTypes } from '../property-sets/property-set-type.ts'
import type { Db } from '../tables.ts'

/**
 * The Image Serving commands of the image preset that a macro names (`$thumbnail$`, or without the signs), without `&` in
 * front: the `urlModifier` of the property set with that `name`. Of several the company's own count before those
 * of all companies, and of these the oldest. Throws `invalid-parameter` when there is none.
 */
export async function imagePreset(db: Db, companyId: number, macro: string): Promise<string> {
  const name = macro.trim().replace(/^\$(.*)\$$/, '$1')
  const sets = await db
    .selectFrom('property_set')
    .innerJoin('property_set_type as type', 'type.id', 'property_set.type_id')
    .select('property_set.properties')
    .where('type.name', '=', ownTypes.imageFormat)
    .where('property_set.user_id', 'is', null)
    .where((eb) =>
      eb.or([eb('property_set.company_id', '=', companyId), eb('property_set.company_id', 'is', null)]),
    )
    .orderBy((eb) => eb('property_set.company_id', 'is', null))
    .orderBy('property_set.id')
    .execute()
  for (const { properties } of sets) {
    const value = (wanted: string) => properties.find((property) => property.name === wanted)?.value.trim()
    const commands = value('urlModifier')?.replace(/^[?&]+/, '') ?? ''
    if (value('name') === name && commands !== '') return commands
  }
  throw new DarkroomError(
    'invalid-parameter',
    say('noImagePreset', { preset: macro.slice(0, 80), type: ownTypes.imageFormat }),
    { field: 'macro' },
  )
}
