import { expect, it } from 'vitest'
import { SharedReads } from './shared-reads.ts'

/** Reads that end when they are told to, each with its number. */
function reads() {
  const begun: ((value?: Error) => void)[] = []
  const read = async () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const number = begun.push((error) => (error ? reject(error) : resolve()))
    await promise
    return number
  }
  return { begun, read }
}

it('lets those who come during a read share the next one, never the one under way', async () => {
  const shared = new SharedReads<number>()
  const { begun, read } = reads()
  const first = shared.get('a', read)
  const others = [shared.get('a', read), shared.get('a', read)]
  expect(begun).toHaveLength(1)
  begun[0]?.()
  expect(await first).toBe(1)
  await expect.poll(() => begun.length).toBe(2)
  const late = shared.get('a', read)
  begun[1]?.()
  expect(await Promise.all(others)).toEqual([2, 2])
  await expect.poll(() => begun.length).toBe(3)
  begun[2]?.()
  expect(await late).toBe(3)
  const alone = shared.get('a', read)
  begun[3]?.()
  expect(await alone).toBe(4)
})

it('keeps different keys apart, and goes on after a read that failed', async () => {
  const shared = new SharedReads<number>()
  const { begun, read } = reads()
  const a = shared.get('a', read)
  const b = shared.get('b', read)
  const second = shared.get('a', read)
  expect(begun).toHaveLength(2)
  begun[0]?.(new Error('away'))
  await expect(a).rejects.toThrow('away')
  await expect.poll(() => begun.length).toBe(3)
  begun[1]?.()
  begun[2]?.()
  expect(await b).toBe(2)
  expect(await second).toBe(3)
})
