import { expect, it } from 'vitest'
import { ConcurrencyLimit } from './concurrency-limit.ts'

it('runs so many at once, lets so many wait, refuses the rest, and goes on after a failure', async () => {
  const limit = new ConcurrencyLimit(2, 1)
  const gates = [0, 1, 2].map(() => Promise.withResolvers<string>())
  const started: number[] = []
  const [first, second, third] = gates.map((gate, i) =>
    limit.run(async () => {
      started.push(i)
      return await gate.promise
    }),
  )
  await expect(limit.run(async () => 'fourth')).rejects.toMatchObject({ code: 'busy' })
  expect(started).toEqual([0, 1])
  gates[0]?.reject(new Error('broken'))
  await expect(first).rejects.toThrow('broken')
  gates[1]?.resolve('second')
  gates[2]?.resolve('third')
  expect(await Promise.all([second, third])).toEqual(['second', 'third'])
  expect(await limit.run(async () => 'free again')).toBe('free again')
})

it('lets a task that needs all places wait until they are free, and no later one pass it', async () => {
  const limit = new ConcurrencyLimit(2)
  const gates = new Map(
    ['small', 'other', 'large', 'later'].map((name) => [name, Promise.withResolvers<void>()]),
  )
  const started: string[] = []
  const run = (name: string, places?: number) =>
    limit.run(async () => {
      started.push(name)
      await gates.get(name)?.promise
    }, places)
  const tasks = [run('small'), run('other'), run('large', 2), run('later')]
  gates.get('small')?.resolve()
  await tasks[0]
  expect(started).toEqual(['small', 'other'])
  gates.get('other')?.resolve()
  await expect.poll(() => started).toEqual(['small', 'other', 'large'])
  gates.get('large')?.resolve()
  gates.get('later')?.resolve()
  await Promise.all(tasks)
  expect(started).toEqual(['small', 'other', 'large', 'later'])
})
