import { describe, expect, it } from 'vitest'
import { DarkroomError } from '../../core/errors.ts'
import { TransientError } from '../../core/transient-error.ts'
import { parseRetryAfter, pauseMs, withRetry } from './retry.ts'

const policy = { tries: 4, firstPauseMs: 500, maxPauseMs: 3000 }
const never = new AbortController().signal

describe('pauseMs', () => {
  it.each([
    ['the first, shortest', 1, undefined, 0, 250],
    ['the first, longest', 1, undefined, 1, 500],
    ['doubles', 3, undefined, 1, 2000],
    ['up to the bound', 9, undefined, 1, 3000],
    ['waits for what the server asks', 1, 2500, 0, 2500],
    ['not less than its own pause', 1, 100, 1, 500],
    ['gives up when the server asks for too much', 1, 3001, 0, undefined],
  ])('%s', (_what, count, retryAfterMs, random, expected) => {
    expect(pauseMs(policy, count, retryAfterMs, random)).toBe(expected)
  })
})

describe('parseRetryAfter', () => {
  const now = new Date('2026-01-01T00:00:00Z')
  it.each([
    [undefined, undefined],
    ['soon', undefined],
    ['0', 0],
    ['120', 120_000],
    ['Thu, 01 Jan 2026 00:00:07 GMT', 7000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
  ])('%s', (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected)
  })
})

describe('withRetry', () => {
  const quick = { tries: 3, firstPauseMs: 1, maxPauseMs: 1000 }

  it.each([
    ['what may succeed later', () => new TransientError('later'), 3],
    ['not what lasts', () => new DarkroomError('bad-file', 'broken'), 1],
    ['not what is to wait too long', () => new TransientError('later', { retryAfterMs: 5000 }), 1],
  ])('repeats %s', async (_what, failure, expected) => {
    let count = 0
    const attempt = async () => {
      count += 1
      throw failure()
    }
    await expect(withRetry(quick, never, attempt)).rejects.toThrow(failure().message)
    expect(count).toBe(expected)
  })

  it('leaves a pause when it is aborted', async () => {
    const stop = new AbortController()
    const slow = { tries: 2, firstPauseMs: 60_000, maxPauseMs: 60_000 }
    const running = withRetry(slow, stop.signal, async () => {
      setImmediate(() => stop.abort(new Error('stopped')))
      throw new TransientError('later')
    })
    await expect(running).rejects.toThrow('stopped')
  })
})
