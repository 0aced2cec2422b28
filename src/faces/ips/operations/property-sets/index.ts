import type { AnyOperation } from '../../operation.ts'
import { createPropertySet } from './create-property-set.ts'
import { createPropertySetType } from './create-property-set-type.ts'
import { deletePropertySet } from './delete-property-set.ts'
import { deletePropertySetType } from './delete-property-set-type.ts'
import { getPropertySetType } from './get-property-set-type.ts'
import { getPropertySetTypes } from './get-property-set-types.ts'
import { getPropertySets } from './get-property-sets.ts'
import { updatePropertySet } from './update-property-set.ts'

/** Property sets: names and values that clients and jobs keep with users and companies. */
export const propertySetOperations: readonly AnyOperation[] = [
  createPropertySet,
  createPropertySetType,
  deletePropertySet,
  deletePropertySetType,
  getPropertySetType,
  getPropertySetTypes,
  getPropertySets,
  updatePropertySet,
]
