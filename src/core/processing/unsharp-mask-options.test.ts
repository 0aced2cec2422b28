import { expect, it } from 'vitest'
import { unsharpMaskOf } from './unsharp-mask-options.ts'

it.each([
  [undefined, undefined],
  [{}, undefined],
  [{ amount: 0, radius: 3 }, undefined],
  [{ amount: 1, radius: 0 }, undefined],
  [{ amount: 1 }, { amount: 1, radius: 1, threshold: 6, monochrome: false }],
  [
    { amount: 2.5, radius: 3, threshold: 0, monochrome: 1 },
    { amount: 2.5, radius: 3, threshold: 0, monochrome: true },
  ],
  [
    { amount: 9, radius: 999, threshold: 999 },
    { amount: 5, radius: 250, threshold: 255, monochrome: false },
  ],
])('%j means %j', (options, mask) => {
  expect(unsharpMaskOf(options)).toEqual(mask)
})
