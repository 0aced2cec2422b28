import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { GroupArray } from '../../types/permissions.ts'
import { HandleArray } from '../../types/value-arrays.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { companyAdmins, everyRoleButTrial } from './role-sets.ts'

/** Groups of users. */
export const declaredGroupOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'addGroupMembers',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      groupHandle: required(string),
      userHandleArray: required(HandleArray),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'addGroupMembership',
    roles: companyAdmins,
    request: sequence('', {
      // Part of no schema, but the documented example has it.
      companyHandle: optional(string, { until: '' }),
      userHandle: optional(string),
      groupHandleArray: required(HandleArray),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'deleteGroup',
    roles: companyAdmins,
    request: sequence('', { companyHandle: required(string), groupHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'getGroupMembers',
    roles: companyAdmins,
    request: sequence('', { companyHandle: required(string), groupHandle: required(string) }),
    response: sequence('', { userHandleArray: required(HandleArray) }),
  }),
  declaredOperation({
    name: 'getGroupMembership',
    roles: everyRoleButTrial,
    request: sequence('', { userHandle: optional(string), companyHandle: optional(string) }),
    response: sequence('', { groupArray: required(GroupArray) }),
  }),
  declaredOperation({
    name: 'getGroups',
    roles: companyAdmins,
    request: sequence('', { companyHandle: required(string) }),
    response: sequence('', { groupArray: required(GroupArray) }),
  }),
  declaredOperation({
    name: 'removeGroupMembers',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      groupHandle: required(string),
      userHandleArray: required(HandleArray),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'removeGroupMembership',
    roles: companyAdmins,
    request: sequence('', { userHandle: optional(string), groupHandleArray: required(HandleArray) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'saveGroup',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      groupHandle: optional(string),
      name: required(string),
      isSystemDefined: required(boolean),
    }),
    response: sequence('', { groupHandle: required(string) }),
  }),
  declaredOperation({
    name: 'setGroupMembers',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      groupHandle: required(string),
      userHandleArray: required(HandleArray),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'setGroupMembership',
    roles: companyAdmins,
    request: sequence('', {
      userHandle: optional(string),
      companyHandle: optional(string),
      groupHandleArray: required(HandleArray),
    }),
    response: emptyResponse,
  }),
]
