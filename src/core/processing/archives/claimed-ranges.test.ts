import { expect, it } from 'vitest'
import { ClaimedRanges } from './claimed-ranges.ts'

it.each([
  [
    'in order',
    [
      [0, 10],
      [10, 20],
      [30, 40],
    ],
    [true, true, true],
  ],
  [
    'out of order',
    [
      [30, 40],
      [0, 10],
      [10, 30],
    ],
    [true, true, true],
  ],
  [
    'the same',
    [
      [0, 10],
      [0, 10],
    ],
    [true, false],
  ],
  [
    'into the one before',
    [
      [0, 10],
      [20, 30],
      [9, 12],
    ],
    [true, true, false],
  ],
  [
    'into the one behind',
    [
      [20, 30],
      [0, 10],
      [15, 21],
    ],
    [true, true, false],
  ],
  [
    'around another',
    [
      [10, 20],
      [0, 30],
    ],
    [true, false],
  ],
  [
    'within another',
    [
      [0, 30],
      [10, 20],
    ],
    [true, false],
  ],
  [
    'beside one that was refused',
    [
      [0, 10],
      [5, 25],
      [10, 20],
    ],
    [true, false, true],
  ],
] as const)('ranges %s', (_, ranges, claimed) => {
  const taken = new ClaimedRanges()
  expect(ranges.map(([start, end]) => taken.claim(start, end))).toEqual(claimed)
})
