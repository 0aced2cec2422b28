import { describe, expect, it } from 'vitest'
import { shownUrl } from './shown-url.ts'

describe('shownUrl', () => {
  it.each([
    ['https://ann:secret@shop.example:8443/a/b.jpg#top', 'https://shop.example:8443/a/b.jpg'],
    ['http://shop.example/b.jpg?signature=secret&x', 'http://shop.example/b.jpg?...'],
    [`http://shop.example/${'a'.repeat(500)}`, `http://shop.example/${'a'.repeat(180)}...`],
    ['ann:secret@shop.example', 'the URL'],
    ['no url', 'the URL'],
    [undefined, 'the URL'],
  ])('%s', (url, expected) => {
    expect(shownUrl(url)).toBe(expected)
  })
})
