import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  forgetAfterMs,
  freeFailures,
  LoginThrottle,
  maxDelayMs,
  maxWaiting,
  maxWaitMs,
} from './login-throttle.ts'

const [user, address, elsewhere] = ['a@b', '1.1.1.1', '2.2.2.2']

let throttle: LoginThrottle
/** Checks that were made, not only asked for. */
let made: number

beforeEach(() => {
  vi.useFakeTimers()
  throttle = new LoginThrottle()
  made = 0
})
afterEach(() => vi.useRealTimers())

/** Milliseconds until a check is over; it takes none itself. */
async function check(right: boolean, email = user, from = address): Promise<number> {
  const begin = Date.now()
  let end: number | undefined
  const checked = throttle
    .check(email, from, async () => {
      made += 1
      return right
    })
    .finally(() => {
      end = Date.now()
    })
  checked.catch(() => undefined)
  await vi.advanceTimersByTimeAsync(0)
  while (end === undefined) await vi.advanceTimersByTimeAsync(50)
  await checked
  return end - begin
}

async function fail(times: number, email = user, from = address): Promise<void> {
  for (let i = 0; i < times; i++) await check(false, email, from)
}

/** Begins checks at the same time, and counts those refused without one as soon as they are. */
function burst(times: number, lasting = 100) {
  const count = { refused: 0 }
  for (let i = 0; i < times; i++)
    throttle
      .check(user, address, async () => {
        made += 1
        await new Promise((resolve) => setTimeout(resolve, lasting))
        return false
      })
      .catch(() => {
        count.refused += 1
      })
  return count
}

describe('LoginThrottle', () => {
  it('lets the first failures pass without a wait, then doubles the gap up to a maximum', async () => {
    const gapsMs = []
    for (let i = 0; i < freeFailures + 8; i++) gapsMs.push(await check(false))
    expect(gapsMs).toEqual([0, 0, 0, 0, 250, 500, 1000, 2000, 4000, 8000, 8000])
  })

  it('slows the user from any address and the address for any user, and nobody else', async () => {
    const slow = async (email: string, from: string) => {
      throttle = new LoginThrottle()
      await fail(freeFailures + 3)
      return (await check(true, email, from)) > 0
    }
    expect(await slow('A@B', elsewhere)).toBe(true)
    expect(await slow('c@d', address)).toBe(true)
    expect(await slow('c@d', elsewhere)).toBe(false)
  })

  it('makes no more checks at once than are free, and refuses those whose turn does not come', async () => {
    const count = burst(200)
    await vi.advanceTimersByTimeAsync(0)
    expect(made).toBe(freeFailures + 1)
    expect(count.refused).toBe(200 - maxWaiting - made)
    await vi.advanceTimersByTimeAsync(maxWaitMs + maxDelayMs + 100)
    expect(made).toBe(12)
    expect(count.refused).toBe(200 - made)
  })

  it('does not hold up right passwords that come at the same time', async () => {
    const all = Array.from({ length: 50 }, (_, n) => throttle.check(`user ${n}`, address, async () => true))
    await vi.advanceTimersByTimeAsync(0)
    expect(await Promise.all(all)).not.toContain(false)
  })

  it('forgets after a quiet time', async () => {
    await fail(freeFailures + 5)
    await vi.advanceTimersByTimeAsync(forgetAfterMs + 1)
    expect(await check(false)).toBe(0)
  })

  it('lets nobody begin afresh who signs in with another account', async () => {
    await fail(freeFailures + 2)
    await check(true, 'own@account')
    await check(false, 'c@d')
    expect(await check(false, 'e@f')).toBe(1000)
  })

  it('keeps a user in who signs in from a known address, whatever strangers try', async () => {
    await check(true, user, elsewhere)
    burst(200)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await check(true, user, elsewhere)).toBe(0)
    expect(await check(true, user, '3.3.3.3').catch(() => 'refused')).not.toBe(0)
  })

  it('counts failures at a known address for themselves, until the right password comes', async () => {
    await check(true)
    await fail(freeFailures + 2)
    expect(await check(false, user, elsewhere)).toBe(0)
    expect(await check(true)).toBeGreaterThan(0)
    expect(await check(false)).toBe(0)
  })

  it('gives the turn on when a check fails by an error', async () => {
    for (let i = 0; i < 20; i++)
      await expect(
        throttle.check(user, address, async () => await Promise.reject(new Error('no database'))),
      ).rejects.toThrow('no database')
    expect(await check(true)).toBe(0)
  })
})
