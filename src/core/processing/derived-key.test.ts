import { expect, it } from 'vitest'
import { derivedKey } from './derived-key.ts'

const original = 'a'.repeat(64)
const options = { createMask: false, xmpKeywords: [], unsharpMaskOptions: { amount: 1, radius: 2 } }

it('is the same for the same recipe, in whatever order its options stand', () => {
  const key = derivedKey(original, 'pyramid', options)
  expect(key).toMatch(/^[0-9a-f]{64}$/)
  const { createMask, xmpKeywords, unsharpMaskOptions } = options
  expect(derivedKey(original, 'pyramid', { unsharpMaskOptions, xmpKeywords, createMask })).toBe(key)
})

it('differs by original, role and each option', () => {
  const keys = [
    derivedKey(original, 'pyramid', options),
    derivedKey('b'.repeat(64), 'pyramid', options),
    derivedKey(original, 'mask', options),
    derivedKey(original, 'pyramid', { ...options, createMask: true }),
    derivedKey(original, 'pyramid', { ...options, unsharpMaskOptions: { amount: 1, radius: 3 } }),
  ]
  expect(new Set(keys).size).toBe(keys.length)
})
