import { describe, expect, it } from 'vitest'
import { parseTarget, redirectTarget } from './target.ts'

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`

describe('parseTarget', () => {
  it('takes user, password and fragment out of the URL', () => {
    const target = parseTarget(' https://ann%40shop:p%C3%A4ss@shop.example:8443/a b?c=d#e ')
    expect(target.url.href).toBe('https://shop.example:8443/a%20b?c=d')
    expect(target.authorization).toBe(basic('ann@shop:päss'))
    expect(target.shown).toBe('https://shop.example:8443/a%20b?...')
    expect(parseTarget('http://shop.example').authorization).toBeUndefined()
  })

  it.each([
    'ftp://ann:secret@shop.example/a',
    'file:///etc/passwd?secret',
    'data:,secret',
    'javascript:secret',
    '//ann:secret@shop.example',
    'secret',
    '',
    'http://ann:secret@',
    'http://ann:secret@shop.example:99999/',
    'http://secret%:b@shop.example/',
    `http://shop.example/secret${'a'.repeat(9000)}`,
  ])('refuses %.60s without repeating it', (text) => {
    expect(() => parseTarget(text)).toThrow(expect.objectContaining({ code: 'invalid-parameter' }))
    expect(() => parseTarget(text)).not.toThrow('secret')
  })
})

describe('redirectTarget', () => {
  const from = parseTarget('https://ann:secret@shop.example/a/b')

  it.each([
    ['c?d', 'https://shop.example/a/c?d', basic('ann:secret')],
    ['https://shop.example:443/c', 'https://shop.example/c', basic('ann:secret')],
    ['http://shop.example/c', 'http://shop.example/c', undefined],
    ['//other.example/c', 'https://other.example/c', undefined],
    ['https://shop.example:444/c', 'https://shop.example:444/c', undefined],
    ['https://bob:x@other.example/c', 'https://other.example/c', basic('bob:x')],
  ])('%s', (location, url, authorization) => {
    const target = redirectTarget(from, location)
    expect(target.url.href).toBe(url)
    expect(target.authorization).toBe(authorization)
  })

  it('does not get its authorisation back on the way home', () => {
    const there = redirectTarget(from, 'https://other.example/')
    expect(redirectTarget(there, from.url.href).authorization).toBeUndefined()
  })

  it('leads to http and https only', () => {
    expect(() => redirectTarget(from, 'file:///etc/passwd')).toThrow('expected http:// or https://')
  })
})
