import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { PermissionUpdateArray } from '../../types/permissions.ts'
import { PropertySetArray, PropertySetType, PropertySetTypeArray } from '../../types/property-sets.ts'
import { propertySetTypes } from '../../types/repository-constants.ts'
import { PropertyArray } from '../../types/settings.ts'
import { everyRole } from '../roles.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { companyAndTrialAdmins } from './role-sets.ts'

/** Property sets: names and values that clients keep with users and companies. */
export const declaredPropertySetOperations: readonly AnyOperation[] = [
  declaredOperation({
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
  }),
  declaredOperation({
    name: 'createPropertySetType',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      companyHandle: optional(string),
      name: required(string),
      propertyType: required(string, { oneOf: propertySetTypes }),
      allowMultiple: required(boolean),
    }),
    response: sequence('', { typeHandle: required(string) }),
  }),
  declaredOperation({
    name: 'deletePropertySet',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', { setHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'deletePropertySetType',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', { typeHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'getPropertySetType',
    since: '2008-01-15',
    roles: everyRole,
    request: sequence('', { companyHandle: optional(string), name: required(string) }),
    response: sequence('', { type: required(PropertySetType) }),
  }),
  declaredOperation({
    name: 'getPropertySetTypes',
    since: '2008-01-15',
    roles: everyRole,
    request: sequence('', { companyHandle: optional(string) }),
    response: sequence('', { typeArray: required(PropertySetTypeArray) }),
  }),
  declaredOperation({
    name: 'getPropertySets',
    since: '2008-01-15',
    roles: everyRole,
    request: sequence('', {
      typeHandle: required(string),
      primaryOwnerHandle: required(string),
      secondaryOwnerHandle: optional(string),
    }),
    response: sequence('', { setArray: required(PropertySetArray) }),
  }),
  declaredOperation({
    name: 'updatePropertySet',
    since: '2008-01-15',
    roles: everyRole,
    request: sequence('', {
      setHandle: required(string),
      replaceProperties: optional(boolean),
      propertyArray: required(PropertyArray),
    }),
    response: emptyResponse,
  }),
]
