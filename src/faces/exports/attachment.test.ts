import { describe, expect, it } from 'vitest'
import { attachment } from './attachment.ts'

describe('attachment', () => {
  it.each([
    ['shoes.zip', `attachment; filename="shoes.zip"; filename*=UTF-8''shoes.zip`],
    ['a/b\\c".zip', `attachment; filename="a_b_c_.zip"; filename*=UTF-8''a_b_c_.zip`],
    [
      "Grün's; 100%.zip",
      `attachment; filename="Gr_n's_ 100_.zip"; filename*=UTF-8''Gr%C3%BCn%27s%3B%20100%25.zip`,
    ],
    ['a\r\nset-cookie: b', `attachment; filename="a__set-cookie_ b"; filename*=UTF-8''a__set-cookie_%20b`],
    ['\ud800', `attachment; filename="_"; filename*=UTF-8''%EF%BF%BD`],
  ])('of %j', (name, header) => {
    expect(attachment(name)).toBe(header)
  })
})
