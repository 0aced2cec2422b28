import type { Membership } from '../../../core/accounts/membership.queries.ts'
import { roles } from '../../../core/accounts/role.ts'
import type { User } from '../../../core/accounts/user.ts'
import type { Static } from '../../../soap/schema.ts'
import { userHandle } from '../handles.ts'
import type { User as UserType } from '../types/users.ts'

/**
 * A user as the service shows them. The API knows one role of a user beside those of the memberships: here it is
 * IpsAdmin for an administrator of the server, else the strongest role in `memberships`. Passwords do not expire.
 */
export function userView(
  user: User,
  memberships: readonly Membership[],
  version: string,
): Static<typeof UserType> {
  const has = new Set(memberships.filter(({ isActive }) => isActive).map(({ role }) => role))
  const role = user.is_ips_admin ? 'IpsAdmin' : roles.find((one) => has.has(one))
  return {
    userHandle: userHandle(user.id, user.email, version),
    firstName: user.first_name,
    lastName: user.last_name,
    email: user.email,
    isValid: user.is_valid,
    isIpsAdmin: user.is_ips_admin,
    defaultRole: role,
    role,
  }
}
