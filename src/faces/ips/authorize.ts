import { type Caller, requireRole, rolesIn } from '../../core/accounts/caller.ts'
import { requireCompany } from '../../core/accounts/company.ts'
import { DarkroomError } from '../../core/errors.ts'
import { parseCompanyHandle } from './handles.ts'
import type { AnyOperation, IpsServices } from './operation.ts'

/**
 * Whether the caller may make the request: with a `companyHandle` by the role in that company; without one by the
 * role in any company of the caller. Somebody without an active membership may do nothing. Throws `wrong-company`, also
 * for a company that does not exist, or `no-permission`.
 */
export async function authorize(
  { db, companies }: Pick<IpsServices, 'db' | 'companies'>,
  caller: Caller,
  { roles, knowsAllCompanies = false }: Pick<AnyOperation, 'roles' | 'knowsAllCompanies'>,
  request: unknown,
): Promise<void> {
  const handle =
    typeof request === 'object' && request !== null && 'companyHandle' in request
      ? request.companyHandle
      : undefined
  if (typeof handle === 'string' && handle !== '') {
    const companyId = parseCompanyHandle(handle)
    requireRole(caller, companyId, roles)
    // Of a company that is not there nobody is a member; only IPS administrators have a role in it.
    if (caller.isIpsAdmin && !(knowsAllCompanies && companyId === 0))
      await companies.get(`${companyId}`, async () => await requireCompany(db, companyId))
    return
  }
  const companyIds = [...caller.memberships.keys()]
  if (companyIds.length === 0 && !caller.isIpsAdmin)
    throw new DarkroomError('wrong-company', 'The user has no active membership in any company.')
  const has = new Set([0, ...companyIds].flatMap((id) => rolesIn(caller, id)))
  if (!roles.some((role) => has.has(role)))
    throw new DarkroomError('no-permission', `The role ${[...has].join(', ')} does not allow this operation.`)
}

/**
 * The companies that a query without a `companyHandle` may see: all for an IPS administrator (undefined), else those
 * of the caller; with one just that one.
 */
export function visibleCompanies(caller: Caller, handle: string | undefined): readonly number[] | undefined {
  if (handle !== undefined && handle !== '') return [parseCompanyHandle(handle)]
  return caller.isIpsAdmin ? undefined : [...caller.memberships.keys()]
}
