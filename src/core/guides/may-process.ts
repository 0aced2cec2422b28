import { type Caller, rolesIn } from '../accounts/caller.ts'
import type { Company } from '../accounts/company.ts'
import { type Role, roles } from '../accounts/role.ts'
import { DarkroomError } from '../errors.ts'
import type { Db } from '../tables.ts'
import { bad, insidePath } from './repository-path.ts'

/** Who may start, cancel and resume: whoever may upload. */
const processingRoles: readonly Role[] = roles.filter(
  (role) => role !== 'ImagePortalUser' && role !== 'WebServiceUser',
)

/** Throws `no-permission` when the caller may look, but not have anything processed. */
export function requireProcessor(caller: Caller, companyId: number): void {
  const has = rolesIn(caller, companyId)
  if (!has.some((role) => processingRoles.includes(role)))
    throw new DarkroomError('no-permission', `The role ${has.join(', ')} may not process assets.`)
}

/**
 * The company whose folder a path lies in; undefined when it lies in no company's folder. Throws `invalid-parameter` for a company
 * that the caller does not belong to, as if nothing were there.
 */
export async function companyOfPath(
  db: Db,
  caller: Caller,
  field: string,
  path: string,
): Promise<Company | undefined> {
  const [root = ''] = insidePath(path).split('/')
  const company = await db
    .selectFrom('company')
    .selectAll()
    .where('root_folder', '=', `${root}/`)
    .executeTakeFirst()
  if (company && rolesIn(caller, company.id).length === 0) throw nothingThere(field, path)
  return company
}

export function nothingThere(field: string, path: string): DarkroomError {
  return bad(field, path, 'does not exist; expected the path of a folder or an asset')
}
