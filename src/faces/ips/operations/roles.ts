import type { Role } from '../../../core/accounts/role.ts'

/** The roles that most operations allow (operations.json of the facts, with its omissions of company admins mended). */
export const everyRole: readonly Role[] = [
  'IpsUser',
  'IpsAdmin',
  'IpsCompanyAdmin',
  'TrialSiteAdmin',
  'TrialSiteUser',
  'ImagePortalAdmin',
  'ImagePortalUser',
  'ImagePortalContrib',
  'ImagePortalContribUser',
]

/** Everybody but those who may only look at an image portal. */
export const everyRoleButPortalUser: readonly Role[] = everyRole.filter((role) => role !== 'ImagePortalUser')
