import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { DarkroomError } from '../../src/core/errors.ts'
import { countProgress } from '../../src/core/jobs/totals.ts'
import { eight, LanesOfEight, together, uploaded } from './lanes-of-eight.ts'

let lanes: LanesOfEight

beforeAll(async () => {
  lanes = await LanesOfEight.open()
})
afterEach(async () => await lanes.stopWorkers())
afterAll(async () => await lanes.close())

async function logged(jobId: number): Promise<readonly string[]> {
  const { rows } = await sql<{ file: string }>`
    select args->>'file' as file from job_log
    where job_id = ${jobId} and args->>'file' is not null order by id`.execute(lanes.app.db)
  return rows.map(({ file }) => file)
}

it('small items are stored in one transaction, with their counts and log lines', async () => {
  const engine = lanes.engine(async (name) => together(name))
  const batches = lanes.startWorker(engine)
  const job = await lanes.begin(engine, eight)
  const items = await lanes.ended(job)
  expect(batches).toEqual([8])
  expect(new Set(items.map(({ writer }) => writer)).size).toBe(1)
  expect(items.map(({ outcome, attempt }) => [outcome, attempt])).toEqual(eight.map(() => ['success', 1]))
  expect(await countProgress(engine.db, job)).toMatchObject({ total: 8, success: 8, open: 0 })
  expect([...(await logged(job))].sort()).toEqual(eight)
})

it('an item that needs a transaction of its own has one', async () => {
  const engine = lanes.engine(async (name) => (name === 'c' ? async () => uploaded(name) : together(name)))
  lanes.startWorker(engine)
  const items = await lanes.ended(await lanes.begin(engine, eight))
  const [first] = items
  expect(items.filter(({ writer }) => writer !== first?.writer).map(({ name }) => name)).toEqual(['c'])
})

it('items of several jobs count for their own jobs', async () => {
  const engine = lanes.engine(async (name) => together(name))
  const one = await lanes.begin(engine, ['a', 'b', 'c'])
  const other = await lanes.begin(engine, ['d', 'e'])
  const batches = lanes.startWorker(engine)
  await lanes.ended(one)
  await lanes.ended(other)
  expect(batches).toEqual([5])
  expect(await countProgress(engine.db, one)).toMatchObject({ total: 3, success: 3, open: 0 })
  expect(await countProgress(engine.db, other)).toMatchObject({ total: 2, success: 2, open: 0 })
})

it.each([
  { when: 'when it is made', inStore: false },
  { when: 'when it is stored', inStore: true },
])('an item that fails by its own fault $when fails alone', async ({ inStore }) => {
  const fault = new DarkroomError('bad-file', 'The file is damaged.')
  const engine = lanes.engine(async (name) => {
    if (name !== 'c') return together(name)
    if (!inStore) throw fault
    return together(name, async () => {
      throw fault
    })
  })
  lanes.startWorker(engine)
  const job = await lanes.begin(engine, eight)
  const items = await lanes.ended(job)
  expect(items.map(({ name, outcome }) => [name, outcome])).toEqual(
    eight.map((name) => [name, name === 'c' ? 'error' : 'success']),
  )
  expect(items.every(({ attempt }) => attempt === 1)).toBe(true)
  expect(await countProgress(engine.db, job)).toMatchObject({ success: 7, error: 1, open: 0 })
})

it('an item that breaks the transaction is tried again by itself, and the others are stored without it', async () => {
  const engine = lanes.engine(async (name, item) =>
    together(name, async (tx) => {
      if (name === 'c' && item.attempt === 1) await sql`select 1 / 0`.execute(tx)
      return uploaded(name)
    }),
  )
  const batches = lanes.startWorker(engine)
  const job = await lanes.begin(engine, eight)
  const items = await lanes.ended(job)
  expect(items.map(({ name, outcome, attempt }) => [name, outcome, attempt])).toEqual(
    eight.map((name) => [name, 'success', name === 'c' ? 2 : 1]),
  )
  expect([...(await logged(job))].sort()).toEqual(eight)
  expect(batches).toEqual([8, 1])
  expect(lanes.errors.length).toBeGreaterThan(0)
})

it('an item that somebody else took over is left to them, and the others are stored', async () => {
  const { db } = lanes.app
  const engine = lanes.engine(async (name, item) => {
    if (name === 'c')
      await db
        .updateTable('job_item')
        .set({ state: 'Done', outcome: 'cancel', attempt: item.attempt + 1 })
        .where('id', '=', item.id)
        .execute()
    return together(name)
  })
  lanes.startWorker(engine)
  const job = await lanes.begin(engine, eight)
  const items = await lanes.ended(job)
  expect(items.map(({ name, outcome }) => [name, outcome])).toEqual(
    eight.map((name) => [name, name === 'c' ? 'cancel' : 'success']),
  )
  expect([...(await logged(job))].sort()).toEqual(eight.filter((name) => name !== 'c'))
})
