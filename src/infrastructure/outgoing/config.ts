import { DarkroomError } from '../../core/errors.ts'
import { type Env, integerSetting, textSetting } from '../../core/setting.ts'

/** What the operator decides about outgoing requests. */
export interface OutgoingConfig {
  /** Private, loopback and other special addresses may be reached too. */
  readonly allowPrivate: boolean
  /** How often a request is sent before it counts as failed; at least 1. */
  readonly tries: number
  /** Requests to one host at the same time; more wait. */
  readonly perHost: number
}

/**
 * Reads `DARKROOM_ALLOW_PRIVATE_URLS` (false), `DARKROOM_FETCH_TRIES` (4, up to 10) and `DARKROOM_FETCH_PER_HOST` (4, up to
 * 256). Throws `invalid-parameter` that names the variable.
 */
export function outgoingConfig(env: Env): OutgoingConfig {
  const allow = textSetting(env, 'DARKROOM_ALLOW_PRIVATE_URLS') ?? 'false'
  if (allow !== 'true' && allow !== 'false') {
    const message = `DARKROOM_ALLOW_PRIVATE_URLS is "${allow}"; expected true or false.`
    throw new DarkroomError('invalid-parameter', message, { field: 'DARKROOM_ALLOW_PRIVATE_URLS' })
  }
  return {
    allowPrivate: allow === 'true',
    tries: integerSetting(env, 'DARKROOM_FETCH_TRIES', 4, { min: 1, max: 10 }),
    perHost: integerSetting(env, 'DARKROOM_FETCH_PER_HOST', 4, { min: 1, max: 256 }),
  }
}
