import { expect, it } from 'vitest'
import { WeighedMemory } from './weighed-memory.ts'

const kept = (memory: WeighedMemory<string>, keys: string) => [...keys].filter((key) => memory.get(key))

it('lets go of what was not asked for longest, as much as has to go', () => {
  const memory = new WeighedMemory<string>(10)
  memory.keep('a', 'one', 4)
  memory.keep('b', 'two', 3)
  memory.keep('c', 'three', 3)
  expect(memory.get('a')).toBe('one')
  memory.keep('d', 'four', 5)
  expect(kept(memory, 'abcd')).toEqual(['a', 'd'])
})

it('counts a key once, with the weight of its newest value', () => {
  const memory = new WeighedMemory<string>(10)
  memory.keep('a', 'light', 1)
  for (const weight of [9, 9, 2]) memory.keep('b', `weighs ${weight}`, weight)
  memory.keep('c', 'fits', 7)
  expect(['a', 'b', 'c'].map((key) => memory.get(key))).toEqual(['light', 'weighs 2', 'fits'])
})

it('does not keep what alone weighs too much, nor what it replaces, and spares the others', () => {
  const memory = new WeighedMemory<string>(10)
  memory.keep('a', 'one', 5)
  memory.keep('b', 'two', 5)
  memory.keep('b', 'too much', 11)
  expect(kept(memory, 'ab')).toEqual(['a'])
})
