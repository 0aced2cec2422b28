import { requireRole } from '../../../../core/accounts/caller.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import { type PropertySetRow, propertySetRow } from '../../../../core/property-sets/property-set.ts'
import { propertySetIdOf, propertySetTypeIdOf } from '../../../../core/property-sets/property-set-handle.ts'
import {
  type PropertySetType,
  propertySetTypeById,
} from '../../../../core/property-sets/property-set-type.ts'
import type { Call, Operation } from '../../operation.ts'
import { everyRole } from '../roles.ts'
import { requireIpsAdmin, requireOwner } from './property-set-owner.ts'

/** The set of a request, for a caller who may change it. Throws `invalid-parameter`, `not-found`, `no-permission`, `wrong-company`. */
export async function changeablePropertySet(
  call: Call,
  handle: string,
  roles: Operation['roles'],
): Promise<PropertySetRow> {
  const id = propertySetIdOf(handle)
  const row = id === undefined ? undefined : await propertySetRow(call.db, id)
  if (!row) throw unknown('setHandle', handle, 'property set', 'ps|941')
  await requireOwner(call, { companyId: row.company_id, userId: row.user_id }, { roles, reads: false })
  return row
}

/** The type of a request, which is of all companies or of one of the caller's. Throws `not-found`, `wrong-company`. */
export async function namedPropertySetType(call: Call, handle: string): Promise<PropertySetType> {
  const id = propertySetTypeIdOf(handle)
  const type = id === undefined ? undefined : await propertySetTypeById(call.db, id)
  if (!type) throw unknown('typeHandle', handle, 'property set type', 'pt|10801')
  if (type.company_id !== null) requireRole(call.caller, type.company_id, everyRole)
  return type
}

/** The same for a caller who may delete it. Throws `no-permission` too. */
export async function changeablePropertySetType(
  call: Call,
  handle: string,
  roles: Operation['roles'],
): Promise<PropertySetType> {
  const type = await namedPropertySetType(call, handle)
  if (type.company_id === null) requireIpsAdmin(call.caller.isIpsAdmin)
  else requireRole(call.caller, type.company_id, roles)
  return type
}

function unknown(field: string, handle: string, what: string, example: string): DarkroomError {
  return new DarkroomError(
    'not-found',
    `${field}: '${handle.slice(0, 80)}' names no ${what}; expected a handle such as ${example}.`,
    { field },
  )
}
