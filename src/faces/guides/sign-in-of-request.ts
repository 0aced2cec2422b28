import type { FastifyRequest } from 'fastify'
import { callerOfToken } from '../../core/accounts/access-token.ts'
import type { Caller } from '../../core/accounts/caller.ts'
import type { Credentials, SignIn } from '../../core/accounts/sign-in.ts'
import { DarkroomError } from '../../core/errors.ts'
import type { Db } from '../../core/tables.ts'

/** How a client that sent no credentials may sign in (RFC 7235). */
export const challenge = 'Basic realm="darkroom", charset="UTF-8", Bearer realm="darkroom"'

/** Who makes a request: HTTP Basic with a user of darkroom, or an access token. Throws like `SignIn.authenticate`. */
export async function callerOf(
  { db, signIn }: { readonly db: Db; readonly signIn: SignIn },
  request: FastifyRequest,
): Promise<Caller> {
  const header = request.headers.authorization ?? ''
  const [, scheme = '', value = ''] = /^(\S+) +(\S+) *$/.exec(header) ?? []
  if (scheme.toLowerCase() === 'bearer') return await callerOfToken(db, value, request.ip)
  if (scheme.toLowerCase() === 'basic') return await signIn.authenticate(basicCredentials(value), request.ip)
  throw new DarkroomError(
    'no-credentials',
    'Sign in with HTTP Basic or with an access token (Authorization: Bearer).',
  )
}

function basicCredentials(encoded: string): Credentials {
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0) throw new DarkroomError('invalid-credentials', 'The Authorization header is malformed.')
  return { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
