import { describe, expect, it } from 'vitest'
import { DarkroomError } from '../errors.ts'
import { firstDelayMs, forgetAfterMs, freeFailures, LoginThrottle, maxDelayMs } from './login-throttle.ts'

function failing(times: number) {
  let now = 1_000_000
  const throttle = new LoginThrottle(() => now)
  for (let i = 0; i < times; i++) throttle.failed('a@b', '1.1.1.1')
  return { throttle, later: (ms: number) => (now += ms) }
}

describe('LoginThrottle', () => {
  it('lets the first failures pass without a wait', () => {
    expect(failing(freeFailures).throttle.reserve('a@b', '1.1.1.1')).toBe(0)
  })

  it('doubles the gap with each further failure, up to a maximum', () => {
    expect(failing(freeFailures + 1).throttle.reserve('a@b', '1.1.1.1')).toBe(firstDelayMs)
    expect(failing(freeFailures + 2).throttle.reserve('a@b', '1.1.1.1')).toBe(firstDelayMs * 2)
    expect(failing(freeFailures + 20).throttle.reserve('a@b', '1.1.1.1')).toBe(maxDelayMs)
  })

  it('slows the user from any address and the address for any user, and nobody else', () => {
    const { throttle } = failing(freeFailures + 1)
    expect(throttle.reserve('A@B', '2.2.2.2')).toBeGreaterThan(0)
    expect(throttle.reserve('c@d', '1.1.1.1')).toBeGreaterThan(0)
    expect(throttle.reserve('c@d', '2.2.2.2')).toBe(0)
  })

  it('queues checks in parallel one behind the other and refuses the ones that would wait too long', () => {
    const { throttle } = failing(freeFailures + 20)
    expect(throttle.reserve('a@b', '1.1.1.1')).toBe(maxDelayMs)
    expect(throttle.reserve('a@b', '1.1.1.1')).toBe(maxDelayMs * 2)
    expect(throttle.reserve('a@b', '1.1.1.1')).toBe(maxDelayMs * 3)
    expect(() => throttle.reserve('a@b', '1.1.1.1')).toThrow(DarkroomError)
  })

  it('forgets after a success and after a quiet time', () => {
    const { throttle, later } = failing(freeFailures + 5)
    later(forgetAfterMs + 1)
    expect(throttle.reserve('a@b', '1.1.1.1')).toBe(0)
    const other = failing(freeFailures + 5).throttle
    other.succeeded('a@b', '1.1.1.1')
    expect(other.reserve('a@b', '1.1.1.1')).toBe(0)
  })
})
