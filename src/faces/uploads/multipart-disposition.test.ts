import { describe, expect, it } from 'vitest'
import { parseDisposition } from './multipart-disposition.ts'

describe('parseDisposition', () => {
  it.each([
    [undefined, '', undefined],
    ['form-data', '', undefined],
    ['form-data; name="a"', 'a', undefined],
    ['form-data; name=a; filename=b.jpg', 'a', 'b.jpg'],
    ['form-data; NAME="a"; FileName="b.jpg"', 'a', 'b.jpg'],
    ['form-data; filename="b;c.jpg"; name="a"', 'a', 'b;c.jpg'],
    ['form-data; name="a"; filename=""', 'a', ''],
    ['form-data; name="a"; filename="Co/dir//a.jpg"', 'a', 'Co/dir//a.jpg'],
    ['form-data; name="a"; filename="C:\\dir\\a.jpg"', 'a', 'C:\\dir\\a.jpg'],
    ['form-data; name="a"; filename="\\\\server\\share\\a.jpg"', 'a', '\\\\server\\share\\a.jpg'],
    ['form-data; name="a"; filename="a\\"b\\\\c.jpg"', 'a', 'a"b\\c.jpg'],
    ['form-data; name="a"; filename="a%22b%20c.jpg"', 'a', 'a"b%20c.jpg'],
    ['form-data; name="a"; filename="unclosed.jpg', 'a', 'unclosed.jpg'],
    ['form-data; name="a"; filename="x.jpg"; filename="y.jpg"', 'a', 'x.jpg'],
    ['form-data; name="a"; filename="x.jpg"; filename*=UTF-8\'\'%e2%82%ac%20a.jpg', 'a', '€ a.jpg'],
    ["form-data; name=a; filename*=utf-8'de'%C3%BC.jpg; filename=u.jpg", 'a', 'ü.jpg'],
    ["form-data; name=a; filename*=iso-8859-1''%FC.jpg", 'a', 'ü.jpg'],
    ["form-data; name=a; filename=u.jpg; filename*=utf-8''%FC.jpg", 'a', 'u.jpg'],
    ["form-data; name=a; filename=u.jpg; filename*=koi8-r''%FC.jpg", 'a', 'u.jpg'],
  ])('reads %s', (value, name, fileName) => {
    expect(parseDisposition(value)).toEqual({ name, fileName })
  })
})
