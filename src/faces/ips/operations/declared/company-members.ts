import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { CompanyMemberArray, CompanyMembershipUpdateArray } from '../../types/companies.ts'
import { UserArray } from '../../types/users.ts'
import { HandleArray } from '../../types/value-arrays.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { companyAndTrialAdmins } from './role-sets.ts'

/** Members of companies. Since version 6.0 each membership has a role of its own. */
export const declaredCompanyMemberOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'addCompanyMembership',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      userHandle: optional(string),
      companyHandleArray: required(HandleArray, { until: '2012-02-14' }),
      membershipArray: required(CompanyMembershipUpdateArray, { since: '2012-02-14' }),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'getCompanyMembers',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      companyHandle: required(string),
      includeInvalid: required(boolean),
      includeInactive: required(boolean, { since: '2021-04-26-beta' }),
    }),
    response: sequence('', {
      userArray: required(UserArray, { until: '2012-02-14' }),
      memberArray: required(CompanyMemberArray, { since: '2012-02-14' }),
    }),
  }),
  declaredOperation({
    name: 'removeCompanyMembership',
    roles: companyAndTrialAdmins,
    request: sequence('', { userHandle: optional(string), companyHandleArray: required(HandleArray) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'setCompanyMembership',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      userHandle: optional(string),
      companyHandleArray: required(HandleArray, { until: '2012-02-14' }),
      membershipArray: required(CompanyMembershipUpdateArray, { since: '2012-02-14' }),
    }),
    response: emptyResponse,
  }),
]
