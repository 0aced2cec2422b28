import { describe, expect, it } from 'vitest'
import { MarkedReads } from './marked-reads.ts'

/** Something that changes, read as one that is known by its mark. */
class Thing {
  state = 'first'
  readonly askedWith: (string | undefined)[] = []

  readonly read = async (knownMark: string | undefined) => {
    this.askedWith.push(knownMark)
    const value = knownMark === this.state ? undefined : { of: this.state }
    return { mark: this.state, value, weight: 1 }
  }
}

describe('MarkedReads', () => {
  it('gives the same value until the mark is another', async () => {
    const reads = new MarkedReads<{ of: string }>(10)
    const thing = new Thing()
    const first = await reads.get('a', thing.read)
    expect(await reads.get('a', thing.read)).toBe(first)
    thing.state = 'second'
    expect(await reads.get('a', thing.read)).toEqual({ of: 'second' })
    expect(first).toEqual({ of: 'first' })
    expect(thing.askedWith).toEqual([undefined, 'first', 'first'])
  })

  it('lets those who ask at the same moment share a read', async () => {
    const reads = new MarkedReads<{ of: string }>(10)
    const thing = new Thing()
    await Promise.all(Array.from({ length: 5 }, () => reads.get('a', thing.read)))
    expect(thing.askedWith).toEqual([undefined, 'first'])
  })

  it('lets go of what was not asked for longest once all weighs more than the limit', async () => {
    const reads = new MarkedReads<{ of: string }>(2)
    const thing = new Thing()
    for (const key of ['a', 'b', 'a', 'c']) await reads.get(key, thing.read)
    thing.askedWith.length = 0
    for (const key of ['a', 'c', 'b']) await reads.get(key, thing.read)
    expect(thing.askedWith).toEqual(['first', 'first', undefined])
  })

  it('keeps nothing that alone weighs more than the limit', async () => {
    const reads = new MarkedReads<{ of: string }>(0)
    const thing = new Thing()
    await reads.get('a', thing.read)
    expect(await reads.get('a', thing.read)).toEqual({ of: 'first' })
    expect(thing.askedWith).toEqual([undefined, undefined])
  })
})
