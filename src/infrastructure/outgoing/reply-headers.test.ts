import { describe, expect, it } from 'vitest'
import { contentLength, dispositionFileName, mediaType } from './reply-headers.ts'

describe('contentLength', () => {
  it.each([
    ['12', 12],
    ['0', 0],
    [undefined, undefined],
    ['-1', undefined],
    ['1e3', undefined],
  ])('%s', (value, expected) => {
    expect(contentLength({ 'content-length': value })).toBe(expected)
  })
})

describe('mediaType', () => {
  it.each([
    ['Image/JPEG; charset=x', 'image/jpeg'],
    ['image/svg+xml', 'image/svg+xml'],
    ['jpeg', undefined],
    ['<b>/x', undefined],
    [undefined, undefined],
  ])('%s', (value, expected) => {
    expect(mediaType({ 'content-type': value })).toBe(expected)
  })
})

describe('dispositionFileName', () => {
  it.each([
    ['attachment; filename=shoe.jpg', 'shoe.jpg'],
    ['attachment; filename="a \\"b\\"; c.jpg"', 'a "b"; c.jpg'],
    ["attachment; filename=plain.jpg; filename*=UTF-8''sch%C3%B6n.jpg", 'schön.jpg'],
    ["attachment; filename=plain.jpg; filename*=UTF-8''%ff", 'plain.jpg'],
    ['attachment; filename="sch\xf6n.jpg"', 'schön.jpg'],
    ['attachment; filename="sch\xc3\xb6n.jpg"', 'schön.jpg'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ["attachment; filename*=utf-8'en'..%2F..%2Fb.jpg", 'b.jpg'],
    ['attachment; filename="C:\\\\pictures\\\\b.jpg"', 'b.jpg'],
    ["attachment; filename*=UTF-8''a%00%0Ab.jpg", 'ab.jpg'],
    ['attachment; filename=".."', undefined],
    ['attachment; filename=""', undefined],
    ['inline', undefined],
    [undefined, undefined],
  ])('%s', (value, expected) => {
    expect(dispositionFileName({ 'content-disposition': value })).toBe(expected)
  })
})
