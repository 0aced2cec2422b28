import { boolean, dateTime, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { User } from './users.ts'

/** An account; `rootPath` ends with a slash. */
export const Company = sequence('Company', {
  companyHandle: required(string),
  name: required(string),
  rootPath: required(string),
  expires: optional(dateTime),
  imsOrgId: optional(string, { since: '2021-04-26-beta' }),
})

export const CompanyArray = arrayOf('CompanyArray', Company)

/** A user as member of a company. */
export const CompanyMember = sequence('CompanyMember', {
  user: required(User),
  role: required(string),
  isActive: required(boolean),
})

export const CompanyMemberArray = arrayOf('CompanyMemberArray', CompanyMember)

/** A company as the user is a member of it. */
export const CompanyMembership = sequence('CompanyMembership', {
  company: required(Company),
  role: required(string),
  isActive: required(boolean),
})

export const CompanyMembershipArray = arrayOf('CompanyMembershipArray', CompanyMembership)

/** A membership to set. */
export const CompanyMembershipUpdate = sequence('CompanyMembershipUpdate', {
  companyHandle: required(string),
  role: required(string),
  isActive: required(boolean),
})

export const CompanyMembershipUpdateArray = arrayOf('CompanyMembershipUpdateArray', CompanyMembershipUpdate)

/** What the company has bought. */
export const CompanyUPPProperties = sequence('CompanyUPPProperties', {
  baseStorage: required(string),
  cloudStorage: required(string),
  addOnStorage: required(string),
  pvmPerMillion: required(string),
  pvmPerThousand: required(string),
  vpm: required(string),
  mediaSupport: required(boolean),
  roleAssignmentAllowed: required(boolean),
  caseCreationAllowed: required(boolean),
})
