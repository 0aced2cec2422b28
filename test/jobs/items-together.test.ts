import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { DarkroomError } from '../../src/core/errors.ts'
import { createQueuedJob } from '../../src/core/jobs/create-job.ts'
import { type Engine, JobKinds } from '../../src/core/jobs/engine.ts'
import { ItemTurns } from '../../src/core/jobs/item-turns.ts'
import type { ItemResult, JobItem, JobKind, StoreItem } from '../../src/core/jobs/job-kind.ts'
import { pauseJob, resumeJob } from '../../src/core/jobs/pause-job.ts'
import { runItems } from '../../src/core/jobs/run-items.ts'
import { startJob } from '../../src/core/jobs/start-job.ts'
import { stopJob } from '../../src/core/jobs/stop-job.ts'
import { countProgress } from '../../src/core/jobs/totals.ts'
import { ShortMemory } from '../../src/core/short-memory.ts'
import type { Tx } from '../../src/core/tables.ts'
import { startBoss } from '../../src/infrastructure/queue/boss.ts'
import { Consumer } from '../../src/infrastructure/queue/consumer.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { waitFor } from '../support/wait-for.ts'

let darkroom: TestApp
let boss: PgBoss
const workers: Consumer[] = []
const errors: unknown[] = []

beforeAll(async () => {
  darkroom = await startTestApp({ worker: false })
  boss = await startBoss(darkroom.app.database.poolConfig, (error) => errors.push(error))
})
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(0)))
  errors.splice(0)
})
afterAll(async () => {
  await boss.stop({ graceful: false })
  await darkroom.close()
})

type Work = (item: JobItem, name: string) => Promise<StoreItem>

/** An engine as that of another process, whose jobs have the items of a list. */
function engineOf(work: Work): Engine {
  const kind: JobKind = {
    name: 'listedJob',
    typeName: 'Listed',
    log: {
      begin: 'BeginUpload',
      beginMessage: 'beginUpload',
      end: 'EndUpload',
      endMessage: 'endUpload',
      error: 'UploadError',
    },
    subType: () => '',
    plan: async function* ({ job }) {
      yield (job.params as { names: string[] }).names.map((fileName) => ({ fileName }))
    },
    runItem: async ({ item }) => await work(item, nameOf(item)),
  }
  return {
    ...darkroom.app.engine,
    kinds: new JobKinds([kind]),
    turns: new ItemTurns(),
    jobsInHand: new ShortMemory(0),
    logError: (error) => errors.push(error),
  }
}

/** A worker with one lane that takes eight items at a time; tells how many it got each time. */
function startWorker(engine: Engine): number[] {
  const batches: number[] = []
  const source = { boss, queue: 'item' as const, onError: (error: unknown) => errors.push(error) }
  const size = { next: 8, took: () => undefined }
  const worker = new Consumer(source, { lanes: 1, size }, async (batch) => {
    batches.push(batch.deliveries.length)
    return await runItems(engine, batch as Parameters<typeof runItems>[1])
  })
  workers.push(worker)
  return batches
}

/** Starts a job with items of these names, and wakes the workers. */
async function begin(engine: Engine, names: string[]): Promise<number> {
  const { db, queue, kinds } = engine
  const { id } = await db.transaction().execute(
    async (tx) =>
      await createQueuedJob(tx, queue, kinds.get('listedJob'), {
        companyId: 1,
        userId: 1,
        originalName: 'listed',
        name: 'listed',
        description: '',
        locale: 'en',
        params: { names },
        client: '',
        clientAddress: '',
      }),
  )
  const { signal } = new AbortController()
  const message = { queue: 'start', jobId: id } as const
  await startJob(engine, { message, attempt: 1, signal, done: async () => undefined })
  wake()
  return id
}

function wake(): void {
  for (const worker of workers) worker.wake()
}

function nameOf({ payload }: Pick<JobItem, 'payload'>): string {
  return (payload as { fileName: string }).fileName
}

interface Seen {
  readonly name: string
  readonly state: string
  readonly outcome: string | null
  readonly attempt: number
  /** The transaction that wrote the row. */
  readonly writer: string
}

async function itemsOf(jobId: number): Promise<readonly Seen[]> {
  const { rows } = await sql<Seen>`
    select payload->>'fileName' as name, state, outcome, attempt, xmin::text as writer
    from job_item where job_id = ${jobId} order by id`.execute(darkroom.app.db)
  return rows
}

async function ended(jobId: number): Promise<readonly Seen[]> {
  const { db } = darkroom.app
  return await waitFor(`the end of job ${jobId}`, async () => {
    wake()
    const job = await db.selectFrom('job').select('state').where('id', '=', jobId).executeTakeFirst()
    return job?.state === 'Finishing' && (await itemsOf(jobId))
  })
}

async function logged(jobId: number): Promise<readonly string[]> {
  const { rows } = await sql<{ file: string }>`
    select args->>'file' as file from job_log
    where job_id = ${jobId} and args->>'file' is not null order by id`.execute(darkroom.app.db)
  return rows.map(({ file }) => file)
}

const uploaded = (name: string): ItemResult => ({
  outcome: 'success',
  warnings: 0,
  lines: [{ type: 'UploadSuccess', message: 'uploaded', args: { file: name } }],
})

/** The result of an item that can be stored with others. */
function together(
  name: string,
  store: (tx: Tx) => Promise<ItemResult> = async () => uploaded(name),
): StoreItem {
  return Object.assign(store, { assetName: name })
}

const eight = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

it('small items are stored in one transaction, with their counts and log lines', async () => {
  const engine = engineOf(async (_item, name) => together(name))
  const batches = startWorker(engine)
  const job = await begin(engine, eight)
  const items = await ended(job)
  expect(batches).toEqual([8])
  expect(new Set(items.map(({ writer }) => writer)).size).toBe(1)
  expect(items.map(({ outcome, attempt }) => [outcome, attempt])).toEqual(eight.map(() => ['success', 1]))
  expect(await countProgress(engine.db, job)).toMatchObject({ total: 8, success: 8, open: 0 })
  expect([...(await logged(job))].sort()).toEqual(eight)
})

it('an item that needs a transaction of its own has one', async () => {
  const engine = engineOf(async (_item, name) => (name === 'c' ? async () => uploaded(name) : together(name)))
  startWorker(engine)
  const items = await ended(await begin(engine, eight))
  const [first] = items
  expect(items.filter(({ writer }) => writer !== first?.writer).map(({ name }) => name)).toEqual(['c'])
})

it('items of several jobs count for their own jobs', async () => {
  const engine = engineOf(async (_item, name) => together(name))
  const one = await begin(engine, ['a', 'b', 'c'])
  const other = await begin(engine, ['d', 'e'])
  const batches = startWorker(engine)
  await ended(one)
  await ended(other)
  expect(batches).toEqual([5])
  expect(await countProgress(engine.db, one)).toMatchObject({ total: 3, success: 3, open: 0 })
  expect(await countProgress(engine.db, other)).toMatchObject({ total: 2, success: 2, open: 0 })
})

it.each([
  { when: 'when it is made', inStore: false },
  { when: 'when it is stored', inStore: true },
])('an item that fails by its own fault $when fails alone', async ({ inStore }) => {
  const fault = new DarkroomError('bad-file', 'The file is damaged.')
  const engine = engineOf(async (_item, name) => {
    if (name !== 'c') return together(name)
    if (!inStore) throw fault
    return together(name, async () => {
      throw fault
    })
  })
  startWorker(engine)
  const job = await begin(engine, eight)
  const items = await ended(job)
  expect(items.map(({ name, outcome }) => [name, outcome])).toEqual(
    eight.map((name) => [name, name === 'c' ? 'error' : 'success']),
  )
  expect(items.every(({ attempt }) => attempt === 1)).toBe(true)
  expect(await countProgress(engine.db, job)).toMatchObject({ success: 7, error: 1, open: 0 })
})

it('an item that breaks the transaction is tried again by itself, and the others are stored without it', async () => {
  const engine = engineOf(async (item, name) =>
    together(name, async (tx) => {
      if (name === 'c' && item.attempt === 1) await sql`select 1 / 0`.execute(tx)
      return uploaded(name)
    }),
  )
  const batches = startWorker(engine)
  const job = await begin(engine, eight)
  const items = await ended(job)
  expect(items.map(({ name, outcome, attempt }) => [name, outcome, attempt])).toEqual(
    eight.map((name) => [name, 'success', name === 'c' ? 2 : 1]),
  )
  expect([...(await logged(job))].sort()).toEqual(eight)
  expect(batches).toEqual([8, 1])
  expect(errors.length).toBeGreaterThan(0)
})

it('an item that somebody else took over is left to them, and the others are stored', async () => {
  const { db } = darkroom.app
  const engine = engineOf(async (item, name) => {
    if (name === 'c')
      await db
        .updateTable('job_item')
        .set({ state: 'Done', outcome: 'cancel', attempt: item.attempt + 1 })
        .where('id', '=', item.id)
        .execute()
    return together(name)
  })
  startWorker(engine)
  const job = await begin(engine, eight)
  const items = await ended(job)
  expect(items.map(({ name, outcome }) => [name, outcome])).toEqual(
    eight.map((name) => [name, name === 'c' ? 'cancel' : 'success']),
  )
  expect([...(await logged(job))].sort()).toEqual(eight.filter((name) => name !== 'c'))
})

/** Work that stays at the items `a` and `b` until it is let go. */
function slowAtFirst() {
  const gate = Promise.withResolvers<void>()
  const work: Work = async (_item, name) => {
    if (name === 'a' || name === 'b') await gate.promise
    return together(name)
  }
  return { work, goOn: gate.resolve }
}

async function waiting(jobId: number): Promise<readonly string[]> {
  return (await itemsOf(jobId)).filter(({ state }) => state === 'Waiting').map(({ name }) => name)
}

it('what nobody has begun goes to another worker when an item takes long', async () => {
  const { work, goOn } = slowAtFirst()
  const engine = engineOf(work)
  startWorker(engine)
  const job = await begin(engine, eight)
  await waitFor('the items in hand', async () =>
    (await itemsOf(job)).every(({ state }) => state === 'Running'),
  )
  startWorker(engineOf(work))
  const others = await waitFor('the items of the other worker', async () => {
    wake()
    const done = (await itemsOf(job)).filter(({ state }) => state === 'Done')
    return done.length === 6 && done
  })
  expect(others.map(({ name, attempt }) => [name, attempt])).toEqual(eight.slice(2).map((name) => [name, 1]))
  goOn()
  const items = await ended(job)
  expect(items.map(({ outcome, attempt }) => [outcome, attempt])).toEqual(eight.map(() => ['success', 1]))
  expect(await countProgress(engine.db, job)).toMatchObject({ total: 8, success: 8, open: 0 })
})

it('what is made is stored while an item takes long', async () => {
  const gate = Promise.withResolvers<void>()
  const engine = engineOf(async (_item, name) => {
    if (name === 'b') await gate.promise
    return together(name)
  })
  startWorker(engine)
  const job = await begin(engine, ['a', 'b'])
  await waitFor('the quick one', async () => (await itemsOf(job))[0]?.state === 'Done')
  expect((await itemsOf(job))[1]).toMatchObject({ state: 'Running' })
  gate.resolve()
  await ended(job)
})

it('one that takes long keeps no other waiting', async () => {
  const gates = new Map(['a', 'b'].map((name) => [name, Promise.withResolvers<void>()]))
  const engine = engineOf(async (_item, name) => {
    await gates.get(name)?.promise
    return together(name)
  })
  startWorker(engine)
  const job = await begin(engine, ['a', 'b', 'c'])
  // Given back, since it was not begun: a second is over.
  await waitFor('the third one', async () => (await itemsOf(job))[2]?.state === 'Waiting')
  gates.get('a')?.resolve()
  await waitFor('the first one', async () => (await itemsOf(job))[0]?.state === 'Done')
  expect((await itemsOf(job))[1]).toMatchObject({ state: 'Running' })
  gates.get('b')?.resolve()
  await ended(job)
})

it('of a paused job what nobody has begun waits until the job is resumed', async () => {
  const { work, goOn } = slowAtFirst()
  const engine = engineOf(work)
  startWorker(engine)
  const job = await begin(engine, eight)
  await waitFor('the items in hand', async () =>
    (await itemsOf(job)).every(({ state }) => state === 'Running'),
  )
  expect(await pauseJob(engine.db, engine.queue, job)).toBe(true)
  await waitFor('the items given back', async () => (await waiting(job)).length === 6)
  goOn()
  await waitFor('the items in hand to end', async () =>
    (await itemsOf(job)).slice(0, 2).every(({ state }) => state === 'Done'),
  )
  wake()
  expect(await waiting(job)).toEqual(eight.slice(2))
  expect(await resumeJob(engine.db, engine.queue, job)).toBe(true)
  const items = await ended(job)
  expect(items.map(({ outcome, attempt }) => [outcome, attempt])).toEqual(eight.map(() => ['success', 1]))
})

it('of a stopped job what nobody has begun is not begun', async () => {
  const { work, goOn } = slowAtFirst()
  const begun: string[] = []
  const engine = engineOf(async (item, name) => {
    begun.push(name)
    return await work(item, name)
  })
  startWorker(engine)
  const job = await begin(engine, eight)
  await waitFor('the items in hand', async () =>
    (await itemsOf(job)).every(({ state }) => state === 'Running'),
  )
  const row = await engine.db.selectFrom('job').selectAll().where('id', '=', job).executeTakeFirstOrThrow()
  expect(await stopJob(engine, row, 'anna')).toBe('stopped')
  await waitFor('the items given back', async () => (await waiting(job)).length === 6)
  goOn()
  await waitFor('the items in hand to end', async () =>
    (await itemsOf(job)).slice(0, 2).every(({ state }) => state === 'Done'),
  )
  wake()
  expect(begun).toEqual(['a', 'b'])
})
