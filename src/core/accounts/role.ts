/** The IPS user roles (constant family userRole), from the strongest on. */
export const roles = [
  'IpsAdmin',
  'IpsCompanyAdmin',
  'IpsUser',
  'TrialSiteAdmin',
  'TrialSiteUser',
  'ImagePortalAdmin',
  'ImagePortalUser',
  'ImagePortalContrib',
  'ImagePortalContribUser',
  'WebServiceUser',
] as const

export type Role = (typeof roles)[number]

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text)
}
