import { boolean, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { PermissionArray } from './permissions.ts'
import { PropertyArray } from './settings.ts'

/** Properties stored together under a type. */
export const PropertySet = sequence('PropertySet', {
  setHandle: required(string),
  typeHandle: required(string),
  propertyArray: required(PropertyArray),
  permissions: optional(PermissionArray, { since: '2010-01-31-beta' }),
})

export const PropertySetArray = arrayOf('PropertySetArray', PropertySet)

/** A kind of property sets, and whether one owner may have several. */
export const PropertySetType = sequence('PropertySetType', {
  typeHandle: required(string),
  companyHandle: optional(string),
  name: required(string),
  propertyType: required(string),
  allowMultiple: required(boolean),
})

export const PropertySetTypeArray = arrayOf('PropertySetTypeArray', PropertySetType)
