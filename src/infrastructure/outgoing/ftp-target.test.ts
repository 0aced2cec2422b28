import { describe, expect, it } from 'vitest'
import { ftpTarget } from './ftp-target.ts'

describe('ftpTarget', () => {
  it('takes the URL apart', () => {
    const { url, ...target } = ftpTarget(
      new URL('ftp://ann%40shop:p%C3%A4ss@shop.example/in/b%20%C3%BC.jpg#d'),
    )
    expect(target).toEqual({
      port: 21,
      secure: false,
      user: 'ann@shop',
      password: 'päss',
      path: 'in/b ü.jpg',
      shown: 'ftp://shop.example/in/b%20%C3%BC.jpg',
    })
    expect(url.href).toBe('ftp://shop.example/in/b%20%C3%BC.jpg')
  })

  it.each([
    ['ftp://shop.example/a', { user: 'anonymous', port: 21, path: 'a' }],
    ['ftp://shop.example:2121//data/a', { port: 2121, path: '/data/a' }],
    ['ftp://shop.example/%2Fdata/a', { path: '/data/a' }],
    ['ftp://ann@shop.example/a%3Fb', { user: 'ann', password: '', path: 'a?b' }],
    ['ftps://shop.example/a', { secure: true, port: 990 }],
    ['ftps://shop.example:2121/a', { secure: true, port: 2121 }],
  ])('%s', (text, expected) => {
    expect(ftpTarget(new URL(text))).toMatchObject(expected)
  })

  it.each([
    ['ftp://ann:secret@shop.example/a%0D%0ADELE%20b', 'control character'],
    ['ftp://ann:secret@shop.example/a%0Ab', 'control character'],
    ['ftp://ann:secret@shop.example/a%00b', 'control character'],
    ['ftp://ann%0D%0ADELE%20b:secret@shop.example/a', 'control character'],
    ['ftp://ann:secret%0Ab@shop.example/a', 'control character'],
    ['ftp://ann:secret@shop.example/a%E4', 'percent-encoded'],
    ['ftp://ann:secret%E4@shop.example/a', 'percent-encoded'],
    ['ftp://ann:secret@shop.example', 'names no file'],
    ['ftps://ann:secret@shop.example', 'names no file'],
    ['ftp://ann:secret@shop.example/in/', 'names no file'],
    ['ftp://ann:secret@shop.example/a?b', 'query'],
  ])('refuses %s', (text, reason) => {
    const refused = () => ftpTarget(new URL(text))
    expect(refused).toThrow(expect.objectContaining({ code: 'invalid-parameter' }))
    expect(refused).toThrow(reason)
    expect(refused).not.toThrow('secret')
  })
})
