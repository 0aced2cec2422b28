import { DarkroomError } from '../../../../core/errors.ts'
import { propertySetTypeByName } from '../../../../core/property-sets/property-set-type.ts'
import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { PropertySetType } from '../../types/property-sets.ts'
import { everyRole } from '../roles.ts'
import { companyOrAll, propertySetTypeView } from './property-set-type-view.ts'

/** The kind of property sets of a name that a company has, or, without one, all companies. */
export const getPropertySetType = operation({
  name: 'getPropertySetType',
  since: '2008-01-15',
  roles: everyRole,
  knowsAllCompanies: true,
  request: sequence('', { companyHandle: optional(string), name: required(string) }),
  response: sequence('', { type: required(PropertySetType) }),
  run: async ({ companyHandle, name }, { db, version }) => {
    const type = await propertySetTypeByName(db, companyOrAll(companyHandle), name)
    if (!type)
      throw new DarkroomError(
        'not-found',
        `name: there is no property set type '${name.slice(0, 80)}' ${companyHandle ? 'of this company' : 'of all companies'}.`,
        { field: 'name' },
      )
    return { type: propertySetTypeView(type, version) }
  },
})
