import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { DarkroomError } from '../errors.ts'
import type { Db } from '../tables.ts'
import type { Caller } from './caller.ts'
import { memberByEmail, userByEmail } from './user.ts'

/** Random bytes of a token: so many that a fast hash of it can not be turned round. */
const tokenBytes = 32
/** What every token begins with, so that one in the wrong place is recognised. */
const prefix = 'drk_'
export const maxTokenDays = 3_650
export const maxTokenNameLength = 100

/** What is known of a token; the token itself is not kept. */
export interface AccessToken {
  readonly id: number
  readonly email: string
  readonly name: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly revokedAt: Date | null
}

/**
 * Makes a token with which scripts sign in as a user, for so many days, and returns it: this is the only time it can be seen.
 * Throws `not-found` for an unknown user, `invalid-parameter` for a bad name or number of days.
 */
export async function addAccessToken(
  db: Db,
  email: string,
  { name, days }: { readonly name: string; readonly days: number },
): Promise<{ readonly id: number; readonly token: string; readonly expiresAt: Date }> {
  if (!Number.isInteger(days) || days < 1 || days > maxTokenDays)
    throw new DarkroomError('invalid-parameter', `days: '${days}' must be from 1 to ${maxTokenDays}.`, {
      field: 'days',
    })
  if (name.length > maxTokenNameLength || /\p{Cc}/u.test(name))
    throw new DarkroomError(
      'invalid-parameter',
      `name: '${name.slice(0, 80)}' must have at most ${maxTokenNameLength} characters.`,
      { field: 'name' },
    )
  const user = await userByEmail(db, email)
  if (!user) throw new DarkroomError('not-found', `There is no user '${email}'.`, { field: 'email' })
  const token = prefix + randomBytes(tokenBytes).toString('base64url')
  const expiresAt = new Date(Date.now() + days * 86_400_000)
  const { id } = await db
    .insertInto('access_token')
    .values({ user_id: user.id, name, hash: hashOf(token), expires_at: expiresAt })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, token, expiresAt }
}

/** The tokens of a user, or of everybody, the oldest first. */
export async function accessTokens(db: Db, email?: string): Promise<AccessToken[]> {
  const rows = await db
    .selectFrom('access_token')
    .innerJoin('user_account', 'user_account.id', 'access_token.user_id')
    .select(['access_token.id', 'user_account.email', 'access_token.name'])
    .select(['access_token.created_at', 'access_token.expires_at', 'access_token.revoked_at'])
    .$if(email !== undefined, (query) =>
      query.where((eb) => eb(eb.fn('lower', ['user_account.email']), '=', (email ?? '').toLowerCase())),
    )
    .orderBy('access_token.id')
    .execute()
  return rows.map(({ id, email, name, created_at, expires_at, revoked_at }) => ({
    id,
    email,
    name,
    createdAt: created_at,
    expiresAt: expires_at,
    revokedAt: revoked_at,
  }))
}

/** Ends a token at once. Throws `not-found` for a number that no token has that is not revoked yet. */
export async function revokeAccessToken(db: Db, id: number): Promise<void> {
  const revoked = await db
    .updateTable('access_token')
    .set({ revoked_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!revoked) throw new DarkroomError('not-found', `There is no token ${id} that is still in use.`)
}

/** Who signs in with a token. Throws `invalid-credentials` for one that is unknown, over or revoked, `invalid-user` when the user may not sign in. */
export async function callerOfToken(db: Db, token: string, address: string): Promise<Caller> {
  const row = await db
    .selectFrom('access_token')
    .innerJoin('user_account', 'user_account.id', 'access_token.user_id')
    .select('user_account.email')
    .where('access_token.hash', '=', hashOf(token))
    .where('access_token.revoked_at', 'is', null)
    .where('access_token.expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  const user = row && (await memberByEmail(db, row.email))
  if (!user)
    throw new DarkroomError('invalid-credentials', 'The access token is unknown, expired or revoked.')
  if (!user.is_valid)
    throw new DarkroomError('invalid-user', `The user ${user.email} may not sign in.`, { field: 'user' })
  const { id: userId, email, is_ips_admin: isIpsAdmin, memberships } = user
  return { userId, email, isIpsAdmin, memberships, address }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
