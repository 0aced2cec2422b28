import { setTimeout } from 'node:timers/promises'
import { TransientError } from '../../core/transient-error.ts'

/** How often and how patiently something is tried. */
export interface RetryPolicy {
  /** In all, at least 1. */
  readonly tries: number
  /** Upper bound of the first pause in milliseconds; it doubles from pause to pause. */
  readonly firstPauseMs: number
  /** Upper bound of every pause in milliseconds, and the longest Retry-After that is waited for. */
  readonly maxPauseMs: number
}

/**
 * Repeats what fails with a TransientError, with pauses between. Any other failure, the last try's, and one that asks
 * for a longer pause than the policy allows are thrown at once; so is the signal's reason.
 */
export async function withRetry<T>(
  policy: RetryPolicy,
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof TransientError) || count >= policy.tries) throw error
      const pause = pauseMs(policy, count, error.retryAfterMs, Math.random())
      if (pause === undefined) throw error
      await setTimeout(pause, undefined, { signal }).catch(() => signal.throwIfAborted())
    }
  }
}

/**
 * The pause after try number `count` (from 1): half of it fixed, half drawn by `random` (0 to 1), so that many clients do not
 * come back together. At least what the server asked for; undefined: it asked for more than the policy allows.
 */
export function pauseMs(
  policy: RetryPolicy,
  count: number,
  retryAfterMs: number | undefined,
  random: number,
): number | undefined {
  if (retryAfterMs !== undefined && retryAfterMs > policy.maxPauseMs) return undefined
  const bound = Math.min(policy.firstPauseMs * 2 ** (count - 1), policy.maxPauseMs)
  return Math.max((bound / 2) * (1 + random), retryAfterMs ?? 0)
}

/** Reads the header Retry-After (seconds or a date; RFC 9110, section 10.2.3) as milliseconds from `now`, not below 0; undefined: unreadable. */
export function parseRetryAfter(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime())
}
