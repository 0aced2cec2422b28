import { describe, expect, it } from 'vitest'
import { base64Binary } from './base64-binary.ts'

describe('Base64', () => {
  it.each([
    ['no bytes', [], ''],
    ['one byte', [0xff], '/w=='],
    ['two bytes', [0, 1], 'AAE='],
    ['three bytes', [0xfb, 0xef, 0xbe], '++++'],
  ])('holds %s', (_what, bytes, text) => {
    expect(base64Binary.format(Uint8Array.from(bytes))).toBe(text)
    expect([...(base64Binary.parse(text) ?? [])]).toEqual(bytes)
  })

  it('may be broken into lines', () => {
    expect([...(base64Binary.parse('\r\n  /w\n  ==\t') ?? [])]).toEqual([0xff])
  })

  it.each([['/w='], ['/w'], ['a'], ['/w==/w=='], ['AA-_'], ['AA A!'], ['=AAA']])('is not %s', (text) => {
    expect(base64Binary.parse(text)).toBeUndefined()
  })
})
