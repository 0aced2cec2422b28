import { expect, it } from 'vitest'
import { ItemTurns } from './item-turns.ts'

const never = new AbortController().signal

/** Tasks that end when they are told to, and the order in which they began. */
function tasks() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const task = (name: string) => async () => {
    begun.push(name)
    await new Promise<void>((resolve) => ends.set(name, resolve))
  }
  return { begun, task, end: (name: string) => ends.get(name)?.() }
}

it('runs items side by side, and one alone after those before it and before those behind it', async () => {
  const turns = new ItemTurns()
  const { begun, task, end } = tasks()
  const a = turns.run(false, never, task('a'))
  const b = turns.run(false, never, task('b'))
  const alone = turns.run(true, never, task('alone'))
  const c = turns.run(false, never, task('c'))
  await expect.poll(() => begun).toEqual(['a', 'b'])
  end('a')
  await a
  expect(begun).toEqual(['a', 'b'])
  end('b')
  await b
  await expect.poll(() => begun).toEqual(['a', 'b', 'alone'])
  end('alone')
  await alone
  await expect.poll(() => begun).toEqual(['a', 'b', 'alone', 'c'])
  end('c')
  await c
})

it('lets others pass one that gives up waiting, and goes on after one that fails', async () => {
  const turns = new ItemTurns()
  const { begun, task, end } = tasks()
  const a = turns.run(false, never, task('a'))
  const stop = new AbortController()
  const alone = turns.run(true, stop.signal, task('alone'))
  const b = turns.run(false, never, task('b'))
  stop.abort(new Error('stopped'))
  await expect(alone).rejects.toThrow('stopped')
  await expect.poll(() => begun).toEqual(['a', 'b'])
  end('a')
  end('b')
  await Promise.all([a, b])
  await expect(turns.run(true, never, async () => Promise.reject(new Error('failed')))).rejects.toThrow(
    'failed',
  )
  expect(await turns.run(false, never, async () => 'on')).toBe('on')
  await expect(turns.run(false, stop.signal, async () => 'no')).rejects.toThrow('stopped')
})
