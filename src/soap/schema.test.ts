import { describe, expect, expectTypeOf, it } from 'vitest'
import { int, isInVersion, many, optional, required, type Static, sequence, string } from './schema.ts'

const Inner = sequence('Inner', { level: optional(int, { oneOf: [0, 1] }) })
const Outer = sequence('Outer', {
  name: required(string),
  kind: required(string, { oneOf: ['a', 'b'] }),
  young: required(string, { since: '2010-01-31' }),
  old: required(string, { until: '2010-01-31' }),
  inner: optional(() => Inner),
  items: many(Inner),
})

describe('sequence', () => {
  it('keeps the order of its fields', () => {
    expect(Outer.fields.map(({ name }) => name)).toEqual(['name', 'kind', 'young', 'old', 'inner', 'items'])
    expect(Object.isFrozen(Outer.fields)).toBe(true)
  })

  it('gives the type of its values', () => {
    interface Expected {
      readonly name: string
      readonly kind: 'a' | 'b'
      readonly young?: string | undefined
      readonly old?: string | undefined
      readonly inner?: { readonly level?: 0 | 1 | undefined } | undefined
      readonly items: readonly { readonly level?: 0 | 1 | undefined }[]
    }
    expectTypeOf<Static<typeof Outer>>().toEqualTypeOf<Expected>()
  })
})

describe('isInVersion', () => {
  it.each([
    [{}, '', true],
    [{ since: '2010-01-31' }, '', false],
    [{ since: '2010-01-31' }, '2010-01-31', true],
    [{ since: '2010-01-31-beta' }, '2010-01-31', false],
    [{ since: '2010-01-31-beta' }, '2010-01-31-beta', true],
    [{ since: '2010-01-31-beta' }, '2012-02-14', true],
    [{ until: '2010-01-31' }, '', true],
    [{ until: '2010-01-31' }, '2010-01-31', false],
  ])('%j in %j: %j', (span, version, expected) => {
    expect(isInVersion(span, version)).toBe(expected)
  })
})
