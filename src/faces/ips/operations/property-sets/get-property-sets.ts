import { propertySets, propertySetsOfUser } from '../../../../core/property-sets/property-set.ts'
import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { parseUserHandle, propertySetHandle, propertySetTypeHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { PropertySetArray } from '../../types/property-sets.ts'
import { everyRole } from '../roles.ts'
import { namedPropertySetType } from './named-property-set.ts'
import { namedOwner, requireOwner } from './property-set-owner.ts'

/** The property sets of a type that an owner has; a company's come before those that all companies share. */
export const getPropertySets = operation({
  name: 'getPropertySets',
  since: '2008-01-15',
  roles: everyRole,
  request: sequence('', {
    typeHandle: required(string),
    primaryOwnerHandle: required(string),
    secondaryOwnerHandle: optional(string),
  }),
  response: sequence('', { setArray: required(PropertySetArray) }),
  run: async (request, call) => {
    const { primaryOwnerHandle, secondaryOwnerHandle = '' } = request
    const type = await namedPropertySetType(call, request.typeHandle)
    const everyCompany = type.property_type === 'UserCompanyProperty' && secondaryOwnerHandle.trim() === ''
    const owner = everyCompany
      ? { companyId: null, userId: parseUserHandle(primaryOwnerHandle) }
      : namedOwner(type, request)
    await requireOwner(call, owner, { roles: everyRole, reads: true })
    const rows =
      everyCompany && owner.userId !== null
        ? await propertySetsOfUser(call.db, type.id, owner.userId)
        : await propertySets(call.db, type.id, owner)
    return {
      setArray: {
        items: rows.map((row) => ({
          setHandle: propertySetHandle(row.id),
          typeHandle: propertySetTypeHandle(row.type_id),
          propertyArray: { items: row.properties },
        })),
      },
    }
  },
})
