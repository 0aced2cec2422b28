import { createPropertySetType as create } from '../../../../core/property-sets/property-set-type.ts'
import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import { propertySetTypeHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { propertySetTypes } from '../../types/repository-constants.ts'
import { companyAndTrialAdmins } from '../declared/role-sets.ts'
import { requireIpsAdmin } from './property-set-owner.ts'
import { companyOrAll } from './property-set-type-view.ts'

/** Makes a kind of property sets for a company, or, without one, for all of them. */
export const createPropertySetType = operation({
  name: 'createPropertySetType',
  since: '2008-01-15',
  roles: companyAndTrialAdmins,
  knowsAllCompanies: true,
  request: sequence('', {
    companyHandle: optional(string),
    name: required(string),
    propertyType: required(string, { oneOf: propertySetTypes }),
    allowMultiple: required(boolean),
  }),
  response: sequence('', { typeHandle: required(string) }),
  run: async ({ companyHandle, name, propertyType, allowMultiple }, { db, caller }) => {
    const companyId = companyOrAll(companyHandle)
    if (companyId === null) requireIpsAdmin(caller.isIpsAdmin)
    const type = await create(db, { companyId, name, ownership: propertyType, allowMultiple })
    return { typeHandle: propertySetTypeHandle(type.id) }
  },
})
