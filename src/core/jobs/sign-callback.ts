import { createHmac } from 'node:crypto'
import { DarkroomError } from '../errors.ts'
import { type Env, textSetting } from '../setting.ts'

/** The header of a signed call: `t=<seconds since 1970>,v1=<HMAC-SHA256 in hex>`. */
export const signatureHeader = 'x-darkroom-signature'

const minSecretLength = 16

/**
 * Reads `DARKROOM_CALLBACK_SECRET`; undefined: calls are not signed. Throws `invalid-parameter` for one of fewer than 16
 * characters, without showing it.
 */
export function readCallbackSecret(env: Env): string | undefined {
  const secret = textSetting(env, 'DARKROOM_CALLBACK_SECRET')
  if (secret !== undefined && secret.length < minSecretLength)
    throw new DarkroomError(
      'invalid-parameter',
      `DARKROOM_CALLBACK_SECRET has ${secret.length} characters; expected at least ${minSecretLength}.`,
      { field: 'DARKROOM_CALLBACK_SECRET' },
    )
  return secret
}

/** The value of the header: over the time, a dot and the body, so that an old call can be told from a new one. */
export function signature(secret: string, text: string, time: Date): string {
  const seconds = Math.floor(time.getTime() / 1000)
  const mac = createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex')
  return `t=${seconds},v1=${mac}`
}
