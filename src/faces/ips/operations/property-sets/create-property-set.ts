import { companyById } from '../../../../core/accounts/company.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import { createPropertySet as create } from '../../../../core/property-sets/property-set.ts'
import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { propertySetHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { PermissionUpdateArray } from '../../types/permissions.ts'
import { PropertyArray } from '../../types/settings.ts'
import { companyAndTrialAdmins } from '../declared/role-sets.ts'
import { namedPropertySetType } from './named-property-set.ts'
import { namedOwner, requireOwner } from './property-set-owner.ts'

/** Makes a property set for an owner; where the type allows one only, it takes the place of an earlier one. */
export const createPropertySet = operation({
  name: 'createPropertySet',
  since: '2008-01-15',
  roles: companyAndTrialAdmins,
  request: sequence('', {
    typeHandle: required(string),
    primaryOwnerHandle: required(string),
    secondaryOwnerHandle: optional(string),
    propertyArray: required(PropertyArray),
    permissionArray: optional(PermissionUpdateArray, { since: '2012-02-14' }),
  }),
  response: sequence('', { setHandle: required(string) }),
  run: async (request, call) => {
    if ((request.permissionArray?.items.length ?? 0) > 0)
      throw new DarkroomError(
        'not-implemented',
        'permissionArray: permissions of property sets are not kept; leave it out.',
        { field: 'permissionArray' },
      )
    const type = await namedPropertySetType(call, request.typeHandle)
    const owner = namedOwner(type, request)
    await requireOwner(call, owner, { roles: companyAndTrialAdmins, reads: false })
    if (owner.companyId !== null && !(await companyById(call.db, owner.companyId)))
      throw new DarkroomError(
        'wrong-company',
        `primaryOwnerHandle: there is no company c|${owner.companyId}.`,
        { field: 'primaryOwnerHandle' },
      )
    const properties = request.propertyArray.items
    const set = await call.db.transaction().execute(async (tx) => await create(tx, type, owner, properties))
    return { setHandle: propertySetHandle(set.id) }
  },
})
