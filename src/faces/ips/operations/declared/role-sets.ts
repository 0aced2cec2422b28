import type { Role } from '../../../../core/accounts/role.ts'
import { everyRole } from '../roles.ts'

/** The administrators of the server. */
export const ipsAdmins: readonly Role[] = ['IpsAdmin']

/** Administrators of a company, and of an image portal. */
export const companyAdmins: readonly Role[] = ['IpsAdmin', 'IpsCompanyAdmin', 'ImagePortalAdmin']

/** Those, and the administrators of a trial site. */
export const companyAndTrialAdmins: readonly Role[] = [...companyAdmins, 'TrialSiteAdmin']

/** Administrators of a company or an image portal, and users of the company. */
export const adminsAndIpsUsers: readonly Role[] = [...companyAdmins, 'IpsUser']

/** Who may change the repository: those, and the contributors of an image portal. */
export const editors: readonly Role[] = [...adminsAndIpsUsers, 'ImagePortalContrib', 'ImagePortalContribUser']

/** Everybody but trial sites. */
export const everyRoleButTrial: readonly Role[] = everyRole.filter((role) => !role.startsWith('TrialSite'))
