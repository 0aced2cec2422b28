import { boolean, dateTime, int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { Company, CompanyUPPProperties } from '../../types/companies.ts'
import { CompanySettings, DiskUsageArray } from '../../types/company-settings.ts'
import { assetOverwriteModes } from '../../types/repository-constants.ts'
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
    name: 'getCompanySettings',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', { companyHandle: required(string) }),
    response: sequence('', { settings: required(CompanySettings) }),
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
    name: 'setCompanySettings',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      companyHandle: required(string),
      overwriteMode: optional(string, { oneOf: assetOverwriteModes }),
      retainPublishState: optional(boolean),
      defaultSourceProfileHandle: optional(string),
      defaultDisplayProfileHandle: optional(string),
      iptcExifMappingXsltHandle: optional(string),
      xmpMappingXsltHandle: optional(string),
      diskSpaceWarningMin: optional(int),
      emailTrashCleanupWarning: optional(boolean),
      fileExtOpt: optional(string, { since: '2021-04-26-beta' }),
      immediateDelete: optional(boolean, { since: '2021-04-26-beta' }),
      applySmartCropsOnPDF: optional(boolean, { since: '2021-04-26-beta' }),
      applySmartCropsOnPSD: optional(boolean, { since: '2021-04-26-beta' }),
      companyDMVersion: optional(string, { since: '2021-04-26-beta' }),
      psdTemplatesThreshold: optional(int, { since: '2021-04-26-beta' }),
    }),
    response: emptyResponse,
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
