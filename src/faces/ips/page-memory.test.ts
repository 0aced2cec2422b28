import { describe, expect, it, vi } from 'vitest'
import { PageMemory } from './page-memory.ts'

const page = (length: number) => ({ total: length, lines: { items: Array.from({ length }, (_, i) => i) } })

describe('PageMemory', () => {
  it('makes a page once and gives the same frozen one from then on', async () => {
    const memory = new PageMemory<number>()
    const make = vi.fn(async () => page(3))
    const first = await memory.get('a', make)
    expect(first).toEqual(page(3))
    expect((await memory.get('a', make)).lines).toBe(first.lines)
    expect([Object.isFrozen(first.lines), make.mock.calls.length]).toEqual([true, 1])
  })

  it('lets go of the pages that were not asked for longest', async () => {
    const memory = new PageMemory<number>()
    for (const key of ['a', 'b', 'a', 'c', 'd']) await memory.get(key, async () => page(15_000))
    const again = vi.fn(async () => page(15_000))
    for (const key of ['a', 'c', 'd']) await memory.get(key, again)
    expect(again).not.toHaveBeenCalled()
    await memory.get('b', again)
    expect(again).toHaveBeenCalledTimes(1)
  })
})
