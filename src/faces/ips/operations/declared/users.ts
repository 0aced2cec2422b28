import { boolean, dateTime, int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { CompanyMembershipUpdateArray } from '../../types/companies.ts'
import { userRoles } from '../../types/repository-constants.ts'
import { userCharFilterFields, userSortFields } from '../../types/search-constants.ts'
import { UserArray } from '../../types/users.ts'
import { HandleArray, StringArray } from '../../types/value-arrays.ts'
import { everyRole } from '../roles.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { companyAndTrialAdmins } from './role-sets.ts'

/** Users and passwords. */
export const declaredUserOperations: readonly AnyOperation[] = [
  // Version 6.0 renamed role to defaultRole and gave each membership a role; the newest schema has only the latter.
  declaredOperation({
    name: 'addUser',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      firstName: required(string),
      lastName: required(string),
      email: required(string),
      role: optional(string, { until: '2012-02-14', oneOf: userRoles }),
      defaultRole: optional(string, { since: '2012-02-14', until: '2021-04-26-beta', oneOf: userRoles }),
      password: required(string),
      passwordExpires: optional(dateTime),
      isValid: required(boolean),
      companyHandleArray: required(HandleArray, { until: '2012-02-14' }),
      isIpsAdmin: required(boolean, { since: '2021-04-26-beta' }),
      membershipArray: required(CompanyMembershipUpdateArray, { since: '2012-02-14' }),
    }),
    response: sequence('', { userHandle: required(string) }),
  }),
  declaredOperation({
    name: 'generatePassword',
    roles: everyRole,
    request: sequence('', {}),
    response: sequence('', { password: required(string) }),
  }),
  declaredOperation({
    name: 'getAllUsers',
    roles: companyAndTrialAdmins,
    request: sequence('', { includeInvalid: required(boolean) }),
    response: sequence('', { userArray: required(UserArray) }),
  }),
  declaredOperation({
    name: 'getUserChars',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      charField: required(string, { oneOf: userCharFilterFields }),
      includeInvalid: optional(boolean),
      includeInactive: optional(boolean, { since: '2012-02-14' }),
      companyHandleArray: optional(HandleArray),
      groupHandleArray: optional(HandleArray),
      userRoleArray: optional(StringArray),
      numChars: optional(int),
    }),
    response: sequence('', { userCharsArray: required(StringArray) }),
  }),
  declaredOperation({
    name: 'getUsers',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      includeInvalid: optional(boolean),
      includeInactive: optional(boolean, { since: '2012-02-14' }),
      companyHandleArray: optional(HandleArray),
      groupHandleArray: optional(HandleArray),
      userRoleArray: optional(StringArray),
      charFilterField: optional(string, { oneOf: userCharFilterFields }),
      charFilter: optional(string),
      sortBy: optional(string, { oneOf: userSortFields }),
      recordsPerPage: optional(int),
      resultsPage: optional(int),
    }),
    response: sequence('', { userArray: required(UserArray) }),
  }),
  declaredOperation({
    name: 'setPassword',
    roles: everyRole,
    request: sequence('', {
      userHandle: optional(string),
      password: required(string),
      passwordExpires: optional(dateTime),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'setUserInfo',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      userHandle: optional(string),
      firstName: required(string),
      lastName: required(string),
      email: required(string),
      role: optional(string, { until: '2012-02-14', oneOf: userRoles }),
      defaultRole: optional(string, { since: '2012-02-14', until: '2021-04-26-beta', oneOf: userRoles }),
      passwordExpires: optional(dateTime),
      isValid: required(boolean),
      isIpsAdmin: required(boolean, { since: '2021-04-26-beta' }),
      membershipArray: optional(CompanyMembershipUpdateArray, {
        since: '2012-02-14',
        until: '2021-04-26-beta',
      }),
    }),
    response: emptyResponse,
  }),
]
