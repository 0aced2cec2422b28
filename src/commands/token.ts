import { accessTokens, addAccessToken, revokeAccessToken } from '../core/accounts/access-token.ts'
import { DarkroomError } from '../core/errors.ts'
import { withDatabase } from './with-database.ts'

/** How long a token lasts unless it is said. */
export const defaultTokenDays = '90'

/** `darkroom token add <email> [--days 90] [--name <what for>]`: a token for scripts, shown this once. */
export async function addToken(
  env: NodeJS.ProcessEnv,
  email: string,
  { days, name }: { readonly days: string; readonly name: string | undefined },
): Promise<void> {
  const made = await withDatabase(
    env,
    async (db) =>
      await addAccessToken(db, email, { name: name ?? '', days: /^\d+$/.test(days) ? Number(days) : 0 }),
  )
  process.stdout.write(
    `Token ${made.id} of ${email}, until ${made.expiresAt.toISOString()}. It is shown only now:\n${made.token}\n`,
  )
}

/** `darkroom token list [email]` */
export async function listTokens(env: NodeJS.ProcessEnv, email: string | undefined): Promise<void> {
  const tokens = await withDatabase(env, async (db) => await accessTokens(db, email))
  for (const { id, email, name, expiresAt, revokedAt } of tokens) {
    const state = revokedAt
      ? `revoked ${revokedAt.toISOString()}`
      : `${expiresAt.getTime() < Date.now() ? 'expired' : 'until'} ${expiresAt.toISOString()}`
    process.stdout.write(`${[id, email, state, name].join('  ').trimEnd()}\n`)
  }
}

/** `darkroom token revoke <number>` */
export async function revokeToken(env: NodeJS.ProcessEnv, id: string): Promise<void> {
  if (!/^\d{1,9}$/.test(id))
    throw new DarkroomError('invalid-parameter', `'${id}' is no token; expected a number of token list.`)
  await withDatabase(env, async (db) => await revokeAccessToken(db, Number(id)))
  process.stdout.write(`Token ${id} is revoked.\n`)
}
