import { rolesIn } from '../../../../core/accounts/caller.ts'
import { type Membership, memberships } from '../../../../core/accounts/membership.queries.ts'
import { type User, userByEmail, userById } from '../../../../core/accounts/user.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import { parseUserHandle } from '../../handles.ts'
import type { Call } from '../../operation.ts'
import { companyAndTrialAdmins } from '../declared/role-sets.ts'

/** How a request names a user: by the handle, else by the address, else it means the caller. */
export interface UserReference {
  readonly userHandle?: string | undefined
  readonly email?: string | undefined
}

/** A user, with the memberships that the caller may know of. */
export interface VisibleUser {
  readonly user: User
  readonly memberships: readonly Membership[]
}

/**
 * The user of a request. Callers see themselves; an administrator of companies sees their members and those memberships;
 * an IPS administrator sees everybody. Throws `no-permission` for others, whether they exist or not, and `not-found` where an
 * IPS administrator names nobody.
 */
export async function visibleUser({ db, caller }: Call, reference: UserReference): Promise<VisibleUser> {
  const { userHandle = '', email = '' } = reference
  const field = userHandle === '' ? 'email' : 'userHandle'
  const named = userHandle || email
  const user = await (userHandle !== ''
    ? userById(db, parseUserHandle(userHandle))
    : email === ''
      ? userById(db, caller.userId)
      : userByEmail(db, email))
  if (!user && caller.isIpsAdmin)
    throw new DarkroomError('not-found', `${field}: there is no user '${named}'.`, { field })
  const all = user ? await memberships(db, user.id) : []
  if (user && (caller.isIpsAdmin || user.id === caller.userId)) return { user, memberships: all }
  const shared = all.filter(({ company }) =>
    rolesIn(caller, company.id).some((role) => companyAndTrialAdmins.includes(role)),
  )
  if (user && shared.length > 0) return { user, memberships: shared }
  throw new DarkroomError(
    'no-permission',
    `${field}: '${named}' can only be seen by an administrator of a company of that user.`,
    { field },
  )
}
