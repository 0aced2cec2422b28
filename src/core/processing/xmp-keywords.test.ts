import { expect, it } from 'vitest'
import { parseXmpKeywords } from './xmp-keywords.ts'

it.each([
  ['', []],
  [' , ,', []],
  ['red', ['red']],
  ['red,green , blue', ['red', 'green', 'blue']],
  ['red\\, dark,blue', ['red, dark', 'blue']],
  ['back\\\\slash', ['back\\slash']],
  ['a\\\\,b', ['a\\', 'b']],
  ['a\\b', ['a\\b']],
  ['end\\', ['end\\']],
  ['twice,once,twice', ['twice', 'once']],
])('reads %j', (text, keywords) => {
  expect(parseXmpKeywords(text)).toEqual(keywords)
})
