import { requireRole, rolesIn } from '../../../../core/accounts/caller.ts'
import type { Role } from '../../../../core/accounts/role.ts'
import { membershipsOf, userById } from '../../../../core/accounts/user.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import type { PropertySetOwner } from '../../../../core/property-sets/property-set.ts'
import type { PropertySetType } from '../../../../core/property-sets/property-set-type.ts'
import { parseCompanyHandle, parseUserHandle } from '../../handles.ts'
import type { Call } from '../../operation.ts'
import { companyAndTrialAdmins } from '../declared/role-sets.ts'

/** The handles of a request that say whose a set is. */
export interface OwnerHandles {
  readonly primaryOwnerHandle: string
  readonly secondaryOwnerHandle?: string | undefined
}

/** The company that stands for all of them: `c|0`. */
const allCompanies = 0

/**
 * The owner that a request names. The company and the user of a type with both may come in any order. Throws `invalid-parameter` where the handles do not
 * fit the type.
 */
export function namedOwner(
  type: PropertySetType,
  { primaryOwnerHandle: primary, secondaryOwnerHandle: secondary = '' }: OwnerHandles,
): PropertySetOwner {
  const handles = [primary, secondary].filter((handle) => handle.trim() !== '')
  const companies = handles.filter(isCompany)
  const users = handles.filter((handle) => !isCompany(handle))
  const expected = {
    UserProperty: 'the handle of one user, such as u|41|user@shop.example',
    CompanyProperty: 'the handle of one company, such as c|1',
    UserCompanyProperty: 'the handles of a user and a company',
  }[type.property_type]
  const fits = {
    UserProperty: users.length === 1 && companies.length === 0,
    CompanyProperty: users.length === 0 && companies.length === 1,
    UserCompanyProperty: users.length === 1 && companies.length === 1,
  }[type.property_type]
  if (!fits)
    throw new DarkroomError(
      'invalid-parameter',
      `primaryOwnerHandle: '${handles.join("', '").slice(0, 160)}' does not fit the type '${type.name}' (${type.property_type}); expected ${expected}.`,
      { field: 'primaryOwnerHandle' },
    )
  const [company] = companies
  const [user] = users
  const companyId = company === undefined ? null : parseCompanyHandle(company)
  if (type.company_id !== null && companyId !== null && companyId !== type.company_id)
    throw new DarkroomError(
      'invalid-parameter',
      `primaryOwnerHandle: the type '${type.name}' is of company c|${type.company_id}, not of c|${companyId}.`,
      { field: 'primaryOwnerHandle' },
    )
  return {
    companyId: companyId === allCompanies ? null : companyId,
    userId: user === undefined ? null : parseUserHandle(user),
  }
}

function isCompany(handle: string): boolean {
  return /^(?:c\|)?\d{1,9}$/.test(handle.trim())
}

/**
 * Whether the caller may do something with the sets of an owner. A company's: with one of the roles in it. A user's: the
 * user, and administrators of a company of that user. Those that all companies share: everybody may read, and
 * IPS administrators change them. Throws `wrong-company`, `no-permission`, or `not-found` for an unknown user.
 */
export async function requireOwner(
  { db, caller }: Call,
  { companyId, userId }: PropertySetOwner,
  access: { readonly roles: readonly Role[]; readonly reads: boolean },
): Promise<void> {
  if (companyId !== null) requireRole(caller, companyId, access.roles)
  if (userId !== null && userId !== caller.userId) {
    const companies = (await userById(db, userId)) ? await membershipsOf(db, userId) : undefined
    if (!companies && caller.isIpsAdmin)
      throw new DarkroomError('not-found', `primaryOwnerHandle: there is no user u|${userId}.`, {
        field: 'primaryOwnerHandle',
      })
    const administers = [...(companies?.keys() ?? [])].some((id) =>
      rolesIn(caller, id).some((role) => companyAndTrialAdmins.includes(role)),
    )
    if (!administers && !caller.isIpsAdmin)
      throw new DarkroomError(
        'no-permission',
        `primaryOwnerHandle: the property sets of u|${userId} are that user's and of administrators of a company of that user.`,
        { field: 'primaryOwnerHandle' },
      )
  }
  if (companyId === null && userId === null && !access.reads) requireIpsAdmin(caller.isIpsAdmin)
}

/** Throws `no-permission`: what all companies share is for the administrators of the server. */
export function requireIpsAdmin(isIpsAdmin: boolean): void {
  if (!isIpsAdmin)
    throw new DarkroomError(
      'no-permission',
      'What all companies share can only be changed by an IPS administrator.',
    )
}
