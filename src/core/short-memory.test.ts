import { describe, expect, it, vi } from 'vitest'
import { ShortMemory } from './short-memory.ts'

describe('ShortMemory', () => {
  it('asks once in its time, also while the first answer is awaited', async () => {
    const look = vi.fn(async () => 7)
    const memory = new ShortMemory<number>(60_000)
    expect(await Promise.all([memory.get('a', look), memory.get('a', look)])).toEqual([7, 7])
    expect(await memory.get('a', look)).toBe(7)
    expect(look).toHaveBeenCalledTimes(1)
    await memory.get('b', look)
    expect(look).toHaveBeenCalledTimes(2)
  })

  it('asks again when its time is over', async () => {
    const look = vi.fn(async () => 7)
    const memory = new ShortMemory<number>(0)
    await memory.get('a', look)
    await memory.get('a', look)
    expect(look).toHaveBeenCalledTimes(2)
  })

  it('does not keep failures', async () => {
    const memory = new ShortMemory<number>(60_000)
    const failing = async () => {
      throw new Error('away')
    }
    await expect(memory.get('a', failing)).rejects.toThrow('away')
    expect(await memory.get('a', async () => 1)).toBe(1)
  })
})
