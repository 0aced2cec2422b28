import { type Selectable, sql } from 'kysely'
import { DarkroomError } from '../errors.ts'
import { isStorable } from '../storable-text.ts'
import type { Db, Tx } from '../tables.ts'
import type { UserAccountTable } from './accounts.table.ts'
import { checkNewPassword, hashPassword } from './password.ts'
import type { Role } from './role.ts'

export type User = Selectable<UserAccountTable>

const maxEmailLength = 254

export interface NewUser {
  readonly email: string
  readonly password: string
  readonly isIpsAdmin?: boolean
}

/** Throws `invalid-parameter` for a bad address or password, `conflict` when the address is in use. */
export async function createUser(db: Db, user: NewUser): Promise<User> {
  if (!/^[^\s@|]+@[^\s@|]+$/.test(user.email) || user.email.length > maxEmailLength)
    throw new DarkroomError('invalid-parameter', `email: '${user.email}' is not a mail address.`, {
      field: 'email',
    })
  checkNewPassword(user.password)
  if (await userByEmail(db, user.email))
    throw new DarkroomError('conflict', `There is a user '${user.email}' already.`, { field: 'email' })
  return await db
    .insertInto('user_account')
    .values({
      email: user.email,
      password_hash: await hashPassword(user.password),
      is_ips_admin: user.isIpsAdmin ?? false,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function userByEmail(db: Db, email: string): Promise<User | undefined> {
  if (!isStorable(email)) return undefined
  return await db
    .selectFrom('user_account')
    .selectAll()
    .where((eb) => eb(eb.fn('lower', ['email']), '=', email.toLowerCase()))
    .executeTakeFirst()
}

export async function userById(db: Db, id: number): Promise<User | undefined> {
  return await db.selectFrom('user_account').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Throws `not-found` for an unknown user, `invalid-parameter` for a bad password. */
export async function setPassword(db: Db, email: string, password: string): Promise<void> {
  checkNewPassword(password)
  const user = await userByEmail(db, email)
  if (!user) throw new DarkroomError('not-found', `There is no user '${email}'.`, { field: 'email' })
  await db
    .updateTable('user_account')
    .set({ password_hash: await hashPassword(password) })
    .where('id', '=', user.id)
    .execute()
}

/** Gives the user a role in the company, in place of an earlier one. */
export async function setMembership(
  db: Db | Tx,
  companyId: number,
  userId: number,
  role: Role,
): Promise<void> {
  await db
    .insertInto('company_member')
    .values({ company_id: companyId, user_id: userId, role })
    .onConflict((oc) => oc.columns(['company_id', 'user_id']).doUpdateSet({ role, is_active: true }))
    .execute()
}

/** Company id -> role, of active memberships. */
export async function membershipsOf(db: Db, userId: number): Promise<Map<number, Role>> {
  const rows = await db
    .selectFrom('company_member')
    .select(['company_id', 'role'])
    .where('user_id', '=', userId)
    .where('is_active', '=', true)
    .execute()
  return new Map(rows.map((row) => [row.company_id, row.role]))
}

/** A user with their active memberships: company id -> role. */
export interface Member extends User {
  readonly memberships: ReadonlyMap<number, Role>
}

/** In one query: it is run for each request. */
export async function memberByEmail(db: Db, email: string): Promise<Member | undefined> {
  if (!isStorable(email)) return undefined
  const row = await db
    .selectFrom('user_account')
    .selectAll()
    .select(
      sql<[number, Role][]>`(
        select coalesce(jsonb_agg(jsonb_build_array(company_id, role)), '[]') from company_member
        where user_id = user_account.id and is_active)`.as('roles'),
    )
    .where((eb) => eb(eb.fn('lower', ['email']), '=', email.toLowerCase()))
    .executeTakeFirst()
  if (!row) return undefined
  const { roles, ...user } = row
  return { ...user, memberships: new Map(roles) }
}
