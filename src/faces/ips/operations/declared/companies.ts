import { boolean, dateTime, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { Company, CompanyUPPProperties } from '../../types/companies.ts'
import { DiskUsageArray } from '../../types/company-settings.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { companyAndTrialAdmins, ipsAdmins } from './role-sets.ts'

/** Companies and their settings. */
export const declaredCompanyOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'addCompany',
    roles: ['IpsAdmin', 'TrialSiteAdmin', 'ImagePortalAdmin'],
    request: sequence('', {
      companyName: required(string),
      expires: optional(dateTime),
      imsOrgId: optional(string, { since: '2021-04-26-beta' }),
      companyDMVersion: required(string, { since: '2021-04-26-beta' }),
      baseStorage: optional(string, { since: '2021-04-26-beta' }),
      cloudStorage: optional(string, { since: '2021-04-26-beta' }),
      addOnStorage: optional(string, { since: '2021-04-26-beta' }),
      pvmPerMillion: optional(string, { since: '2021-04-26-beta' }),
      pvmPerThousand: optional(string, { since: '2021-04-26-beta' }),
      vpm: optional(string, { since: '2021-04-26-beta' }),
      mediaSupport: optional(boolean, { since: '2021-04-26-beta' }),
      roleAssignmentAllowed: optional(boolean, { since: '2021-04-26-beta' }),
      caseCreationAllowed: optional(boolean, { since: '2021-04-26-beta' }),
    }),
    response: sequence('', { companyInfo: required(Company) }),
  }),
  declaredOperation({
    name: 'getCompanyUPPProperties',
    since: '2021-04-26-beta',
    roles: companyAndTrialAdmins,
    request: sequence('', { companyHandle: required(string) }),
    response: sequence('', { properties: required(CompanyUPPProperties) }),
  }),
  declaredOperation({
    name: 'getDiskUsage',
    roles: companyAndTrialAdmins,
    request: sequence('', { companyHandle: optional(string) }),
    response: sequence('', { diskUsageArray: required(DiskUsageArray) }),
  }),
  declaredOperation({
    name: 'setCompanyUPPProperties',
    since: '2021-04-26-beta',
    roles: ipsAdmins,
    request: sequence('', {
      companyHandle: required(string),
      baseStorage: optional(string),
      cloudStorage: optional(string),
      addOnStorage: optional(string),
      pvmPerMillion: optional(string),
      pvmPerThousand: optional(string),
      vpm: optional(string),
      mediaSupport: optional(boolean),
      roleAssignmentAllowed: optional(boolean),
      caseCreationAllowed: optional(boolean),
    }),
    response: emptyResponse,
  }),
]
