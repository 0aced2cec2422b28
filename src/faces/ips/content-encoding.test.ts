import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { compressed, decodedBody, isCompressed } from './content-encoding.ts'

const body = Buffer.from('<a>words</a>'.repeat(100))

describe('the body of a request', () => {
  it.each([
    [undefined, body],
    ['', body],
    ['identity', body],
    ['gzip', gzipSync(body)],
    [' GZIP ', gzipSync(body)],
    ['x-gzip', gzipSync(body)],
    ['deflate', deflateSync(body)],
  ])('is decoded when its Content-Encoding is %s', async (encoding, bytes) => {
    expect(await decodedBody(bytes, encoding, body.length)).toEqual(body)
  })

  it.each([
    ['br', body, 'invalid-request', 'Content-Encoding is "br"'],
    ['gzip, gzip', gzipSync(gzipSync(body)), 'invalid-request', 'Content-Encoding is "gzip, gzip"'],
    ['gzip', body, 'invalid-request', 'not what its Content-Encoding gzip says'],
    ['gzip', gzipSync(body).subarray(0, -9), 'invalid-request', 'not what its Content-Encoding gzip says'],
    ['gzip', Buffer.alloc(0), 'invalid-request', 'not what its Content-Encoding gzip says'],
    ['gzip', gzipSync(Buffer.alloc(1201)), 'too-large', 'more bytes than 1200'],
    ['deflate', deflateSync(Buffer.alloc(50_000_000)), 'too-large', 'more bytes than 1200'],
  ])('is refused: %s (%#)', async (encoding, bytes, code, message) => {
    await expect(decodedBody(bytes, encoding, 1200)).rejects.toThrow(expect.objectContaining({ code }))
    await expect(decodedBody(bytes, encoding, 1200)).rejects.toThrow(message)
  })
})

describe('a reply', () => {
  it.each([
    [10, true, undefined, true],
    [10, true, 'identity', true],
    [9999, false, 'gzip', false],
    [9999, undefined, undefined, false],
    [9999, undefined, '', false],
    [9999, undefined, 'gzip', true],
    [9999, undefined, 'deflate, GZIP;q=0.5', true],
    [9999, undefined, 'x-gzip', true],
    [9999, undefined, '*', true],
    [9999, undefined, 'gzip;q=0', false],
    [9999, undefined, '*, gzip; q=0.0', false],
    [9999, undefined, 'br', false],
    [1023, undefined, 'gzip', false],
    [1024, undefined, 'gzip', true],
  ])('of %i bytes with gzipResponse %s and Accept-Encoding %s: %s', (bytes, asked, accepted, expected) => {
    expect(isCompressed(bytes, asked, accepted)).toBe(expected)
  })

  it('gets smaller and stays the same', async () => {
    const small = await compressed(body)
    expect(small.length).toBeLessThan(body.length / 10)
    expect(await decodedBody(small, 'gzip', body.length)).toEqual(body)
  })
})
