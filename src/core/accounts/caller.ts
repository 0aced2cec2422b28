import { DarkroomError } from '../errors.ts'
import type { Role } from './role.ts'

/** Who makes a request, as sign-in found them. */
export interface Caller {
  readonly userId: number
  readonly email: string
  readonly isIpsAdmin: boolean
  /** Company id -> role, of active memberships only. */
  readonly memberships: ReadonlyMap<number, Role>
  /** Of the client, as far as the proxies in front are trusted. */
  readonly address: string
}

/** The roles that the caller has in the company; an IPS administrator has that role in every company. */
export function rolesIn(caller: Caller, companyId: number): Role[] {
  const role = caller.memberships.get(companyId)
  return [...(caller.isIpsAdmin ? (['IpsAdmin'] as const) : []), ...(role === undefined ? [] : [role])]
}

/**
 * Throws `wrong-company` when the caller is no active member (and no IPS administrator), `no-permission` when none of
 * the caller's roles in that company is allowed.
 */
export function requireRole(caller: Caller, companyId: number, allowed: readonly Role[]): void {
  const has = rolesIn(caller, companyId)
  if (has.length === 0)
    throw new DarkroomError('wrong-company', `The user is no active member of company ${companyId}.`, {
      field: 'companyHandle',
    })
  if (!has.some((role) => allowed.includes(role)))
    throw new DarkroomError('no-permission', `The role ${has.join(', ')} does not allow this operation.`)
}
