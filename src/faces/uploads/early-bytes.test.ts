import { describe, expect, it } from 'vitest'
import { httpConfig } from '../http.config.ts'
import { EarlyBytes } from './early-bytes.ts'

const limits = { maxBytesBeforeAuth: 10, maxBytesOfAddress: 15, maxBytesInAll: 20, maxSecondsBeforeAuth: 60 }

describe('bytes before the credentials', () => {
  it('are 64 MB of a request, 256 MB of an address and 512 MB in all for at most 5 minutes, unless set', () => {
    expect(httpConfig({}).early).toEqual({
      maxBytesBeforeAuth: 64 * 1024 ** 2,
      maxBytesOfAddress: 256 * 1024 ** 2,
      maxBytesInAll: 512 * 1024 ** 2,
      maxSecondsBeforeAuth: 300,
    })
  })

  it('are refused beyond the limit of a request, of an address and of all', () => {
    const early = new EarlyBytes(limits)
    const [a, b, c] = [early.of('1.1.1.1'), early.of('1.1.1.1'), early.of('2.2.2.2')]
    a.take(10)
    expect(() => a.take(1)).toThrow(expect.objectContaining({ code: 'no-credentials' }))
    expect(() => b.take(6)).toThrow(/^More than 15 bytes of files from this address wait/)
    b.take(5)
    expect(() => c.take(6)).toThrow(/^More than 20 bytes of files wait/)
    c.take(5)
    for (const request of [a, b, c]) request.release()
  })

  it('are given back once, and no longer counted then', () => {
    const early = new EarlyBytes(limits)
    const [a, b, c] = [early.of('1.1.1.1'), early.of('1.1.1.1'), early.of('1.1.1.1')]
    a.take(10)
    a.release()
    a.release()
    a.take(10)
    b.take(10)
    c.take(5)
    expect(() => c.take(1)).toThrow(expect.objectContaining({ code: 'busy' }))
    for (const request of [b, c]) request.release()
  })
})
