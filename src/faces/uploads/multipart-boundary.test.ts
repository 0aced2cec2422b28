import { describe, expect, it } from 'vitest'
import { boundaryOf, checkBoundary } from './multipart-boundary.ts'

describe('boundaryOf', () => {
  it.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['multipart/form-data;boundary=abc  ', 'abc'],
    ['Multipart/Form-Data; charset=utf-8; BOUNDARY=abc; x=y', 'abc'],
    ['multipart/form-data; boundary="a b;c"', 'a b;c'],
    ['multipart/form-data; boundary="a\\"b "', 'a"b'],
    ['multipart/form-data; x="; boundary=no"; boundary=----WebKit/1?=', '----WebKit/1?='],
    ['multipart/mixed; boundary=abc', 'abc'],
    ['multipart/related; type="text/xml"; boundary=abc', 'abc'],
  ])('reads %s', (contentType, boundary) => {
    expect(boundaryOf(contentType)).toBe(boundary)
  })

  it.each([
    [undefined, 'absent'],
    ['', 'expected multipart'],
    ['text/xml; boundary=abc', 'text/xml'],
    ['multipart; boundary=abc', 'expected multipart'],
    ['multipart/form-data', 'no boundary'],
    ['multipart/form-data; boundary=', '0 characters'],
    ['multipart/form-data; boundary=" "', '0 characters'],
    [`multipart/form-data; boundary=${'b'.repeat(201)}`, '201 characters'],
  ])('refuses %s', (contentType, message) => {
    expect(() => boundaryOf(contentType)).toThrow(
      expect.objectContaining({ code: 'invalid-request', message: expect.stringContaining(message) }),
    )
  })
})

describe('checkBoundary', () => {
  it('refuses line ends, which the search for delimiters relies on', () => {
    expect(() => checkBoundary('a\r\nb')).toThrow(expect.objectContaining({ code: 'invalid-request' }))
  })
})
