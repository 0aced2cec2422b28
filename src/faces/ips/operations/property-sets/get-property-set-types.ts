import { propertySetTypes } from '../../../../core/property-sets/property-set-type.ts'
import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { PropertySetTypeArray } from '../../types/property-sets.ts'
import { everyRole } from '../roles.ts'
import { companyOrAll, propertySetTypeView } from './property-set-type-view.ts'

/** The kinds of property sets that a company has, or, without one, those of all companies; by name. */
export const getPropertySetTypes = operation({
  name: 'getPropertySetTypes',
  since: '2008-01-15',
  roles: everyRole,
  knowsAllCompanies: true,
  request: sequence('', { companyHandle: optional(string) }),
  response: sequence('', { typeArray: required(PropertySetTypeArray) }),
  run: async ({ companyHandle }, { db, version }) => {
    const types = await propertySetTypes(db, companyOrAll(companyHandle))
    return { typeArray: { items: types.map((type) => propertySetTypeView(type, version)) } }
  },
})
