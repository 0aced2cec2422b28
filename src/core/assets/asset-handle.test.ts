import { describe, expect, it } from 'vitest'
import { assetIdOf } from './asset-handle.ts'

describe('assetIdOf', () => {
  it.each([
    ['a|210', 210],
    [' a|210 ', 210],
    ['a|732|1|535', 732],
    ['732|1|535', 732],
    ['210', 210],
    ['', undefined],
    ['a|', undefined],
    ['a|2|3', undefined],
    ['f|210', undefined],
    ['a|-1', undefined],
    ['a|1234567890123456', undefined],
  ])('of %j', (handle, id) => {
    expect(assetIdOf(handle)).toBe(id)
  })
})
