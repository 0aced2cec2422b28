import { randomBytes } from 'node:crypto'
import type { Db } from '../tables.ts'
import { createCompany } from './company.ts'
import { checkNewPassword } from './password.ts'
import { createUser, setMembership } from './user.ts'

export interface FirstAccounts {
  readonly company: string
  readonly adminUser: string
  /** Undefined: one is generated. */
  readonly adminPassword: string | undefined
}

/**
 * Where there is no user yet, creates the administrator, and the first company with its root folder unless there is one. Returns the password
 * when it was generated: it is stored nowhere else. An empty object when there is nothing to tell.
 * Two servers that start at once create one set. Throws `invalid-parameter` for a password that is too short.
 */
export async function createFirstAccounts(
  db: Db,
  first: FirstAccounts,
): Promise<{ generatedPassword?: string }> {
  if (first.adminPassword !== undefined) checkNewPassword(first.adminPassword, 'DARKROOM_ADMIN_PASSWORD')
  const password = first.adminPassword ?? randomBytes(12).toString('base64url')
  const created = await db.transaction().execute(async (tx) => {
    // Serialises first starts: the lock is held to the end of the transaction.
    await tx.selectNoFrom((eb) => eb.fn('pg_advisory_xact_lock', [eb.val(723_001)]).as('locked')).execute()
    const someone = await tx.selectFrom('user_account').select('id').limit(1).executeTakeFirst()
    if (someone) return false
    // The user first: a start that fails on its address must not use up the company's number, which is in its handle.
    const admin = await createUser(tx, { email: first.adminUser, password, isIpsAdmin: true })
    const existing = await tx.selectFrom('company').select('id').orderBy('id').limit(1).executeTakeFirst()
    const company = existing ?? (await createCompany(tx, first.company))
    await setMembership(tx, company.id, admin.id, 'IpsAdmin')
    return true
  })
  return created && first.adminPassword === undefined ? { generatedPassword: password } : {}
}
