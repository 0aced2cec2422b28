import { expect, it } from 'vitest'
import { BatchSize } from './batch-size.ts'

it('takes one message until it is known that they are small', () => {
  expect(new BatchSize(8).next).toBe(1)
})

it.each([
  { each: 10, next: 8, what: 'never more than the most' },
  { each: 100, next: 5, what: 'as many as half a second is enough for' },
  { each: 400, next: 1, what: 'one where two would take longer' },
  { each: 60_000, next: 1, what: 'one that takes long' },
])('takes $next of $each ms: $what', ({ each, next }) => {
  const size = new BatchSize(8)
  size.took(each, 1)
  expect(size.next).toBe(next)
})

it('follows what the last messages took, each of a batch its part', () => {
  const size = new BatchSize(8)
  size.took(60_000, 1)
  for (let i = 0; i < 15; i++) size.took(80, 8)
  expect(size.next).toBe(8)
  size.took(8_000, 8)
  expect(size.next).toBe(1)
})
