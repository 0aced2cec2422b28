import { expect, it } from 'vitest'
import { fileNameOfUrl } from './url-file-name.ts'

it.each([
  ['https://shop.example/a/b.jpg', 'b.jpg'],
  [' https://shop.example/b.jpg?x=/c.png#d/e ', 'b.jpg'],
  ['https://shop.example/red%20shoe.jpg', 'red shoe.jpg'],
  ['https://shop.example/sch%C3%B6n.jpg', 'schön.jpg'],
  ['https://shop.example/100%25.jpg', '100%.jpg'],
  ['https://shop.example/bad%E0.jpg', 'bad%E0.jpg'],
  ['https://shop.example/x%2F..%2Fb.jpg', 'b.jpg'],
  ['https://shop.example/x%5C..%5Cb.jpg', 'b.jpg'],
  ['https://shop.example/a/', undefined],
  ['https://shop.example', undefined],
  ['https://shop.example/%20', undefined],
  ['b.jpg', undefined],
])('the file name of %s is %s', (url, name) => {
  expect(fileNameOfUrl(url)).toBe(name)
})
