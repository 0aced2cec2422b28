import { randomBytes } from 'node:crypto'
import { companyByName } from '../core/accounts/company.ts'
import { isRole, roles } from '../core/accounts/role.ts'
import { createUser, setMembership, setPassword, userByEmail } from '../core/accounts/user.ts'
import { DarkroomError } from '../core/errors.ts'
import { readPassword } from './read-password.ts'
import { withDatabase } from './with-database.ts'

export interface AddUser {
  readonly email: string
  readonly company: string
  readonly role: string
}

/**
 * `darkroom user add <email> --company <name> [--role IpsUser]`: a new user, or a further membership of one. The
 * password comes from standard input or, when there is none, is generated and shown.
 */
export async function addUser(env: NodeJS.ProcessEnv, { email, company, role }: AddUser): Promise<void> {
  if (!isRole(role))
    throw new DarkroomError(
      'invalid-parameter',
      `--role: '${role}' is no role; expected one of ${roles.join(', ')}.`,
    )
  const given = await readPassword(env)
  const password = given ?? randomBytes(12).toString('base64url')
  const isNew = await withDatabase(env, async (db) =>
    db.transaction().execute(async (tx) => {
      const found = await companyByName(tx, company)
      if (!found) throw new DarkroomError('not-found', `There is no company '${company}'.`)
      const existing = await userByEmail(tx, email)
      const user = existing ?? (await createUser(tx, { email, password, isIpsAdmin: role === 'IpsAdmin' }))
      await setMembership(tx, found.id, user.id, role)
      return existing === undefined
    }),
  )
  process.stdout.write(`${email} is ${role} of ${company}.\n`)
  if (isNew && given === undefined) process.stdout.write(`Password: ${password}\n`)
}

/** `darkroom user password <email>`: a new password, from standard input, else generated and shown. */
export async function changePassword(env: NodeJS.ProcessEnv, email: string): Promise<void> {
  const given = await readPassword(env)
  const password = given ?? randomBytes(12).toString('base64url')
  await withDatabase(env, async (db) => await setPassword(db, email, password))
  process.stdout.write(
    given === undefined ? `New password of ${email}: ${password}\n` : `${email} has a new password.\n`,
  )
}
