import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../src/core/jobs/engine.ts'
import { pauseJob, resumeJob } from '../../src/core/jobs/pause-job.ts'
import { stopJob } from '../../src/core/jobs/stop-job.ts'
import { countProgress } from '../../src/core/jobs/totals.ts'
import { waitFor } from '../support/wait-for.ts'
import { eight, LanesOfEight, together, type Work } from './lanes-of-eight.ts'

let lanes: LanesOfEight

beforeAll(async () => {
  lanes = await LanesOfEight.open()
})
afterEach(async () => await lanes.stopWorkers())
afterAll(async () => await lanes.close())

/** Work that stays at the items `a` and `b` until it is let go. */
function slowAtFirst() {
  const gate = Promise.withResolvers<void>()
  const work: Work = async (name) => {
    if (name === 'a' || name === 'b') await gate.promise
    return together(name)
  }
  return { work, goOn: gate.resolve }
}

async function waiting(jobId: number): Promise<readonly string[]> {
  return (await lanes.items(jobId)).filter(({ state }) => state === 'Waiting').map(({ name }) => name)
}

/** A job whose eight items a worker has taken. */
async function inHand(engine: Engine): Promise<number> {
  const job = await lanes.begin(engine, eight)
  await waitFor('the items in hand', async () =>
    (await lanes.items(job)).every(({ state }) => state === 'Running'),
  )
  return job
}

async function firstTwoEnded(jobId: number): Promise<void> {
  await waitFor('the items in hand to end', async () =>
    (await lanes.items(jobId)).slice(0, 2).every(({ state }) => state === 'Done'),
  )
}

it('what nobody has begun goes to another worker when an item takes long', async () => {
  const { work, goOn } = slowAtFirst()
  const engine = lanes.engine(work)
  lanes.startWorker(engine)
  const job = await inHand(engine)
  lanes.startWorker(lanes.engine(work))
  const others = await waitFor('the items of the other worker', async () => {
    lanes.wake()
    const done = (await lanes.items(job)).filter(({ state }) => state === 'Done')
    return done.length === 6 && done
  })
  expect(others.map(({ name, attempt }) => [name, attempt])).toEqual(eight.slice(2).map((name) => [name, 1]))
  goOn()
  const items = await lanes.ended(job)
  expect(items.map(({ outcome, attempt }) => [outcome, attempt])).toEqual(eight.map(() => ['success', 1]))
  expect(await countProgress(engine.db, job)).toMatchObject({ total: 8, success: 8, open: 0 })
})

it('what is made is stored while an item takes long', async () => {
  const gate = Promise.withResolvers<void>()
  const engine = lanes.engine(async (name) => {
    if (name === 'b') await gate.promise
    return together(name)
  })
  lanes.startWorker(engine)
  const job = await lanes.begin(engine, ['a', 'b'])
  await waitFor('the quick one', async () => (await lanes.items(job))[0]?.state === 'Done')
  expect((await lanes.items(job))[1]).toMatchObject({ state: 'Running' })
  gate.resolve()
  await lanes.ended(job)
})

it('one that takes long keeps no other waiting', async () => {
  const gates = new Map(['a', 'b'].map((name) => [name, Promise.withResolvers<void>()]))
  const engine = lanes.engine(async (name) => {
    await gates.get(name)?.promise
    return together(name)
  })
  lanes.startWorker(engine)
  const job = await lanes.begin(engine, ['a', 'b', 'c'])
  // Given back, since it was not begun: a second is over.
  await waitFor('the third one', async () => (await lanes.items(job))[2]?.state === 'Waiting')
  gates.get('a')?.resolve()
  await waitFor('the first one', async () => (await lanes.items(job))[0]?.state === 'Done')
  expect((await lanes.items(job))[1]).toMatchObject({ state: 'Running' })
  gates.get('b')?.resolve()
  await lanes.ended(job)
})

it('of a paused job what nobody has begun waits until the job is resumed', async () => {
  const { work, goOn } = slowAtFirst()
  const engine = lanes.engine(work)
  lanes.startWorker(engine)
  const job = await inHand(engine)
  expect(await pauseJob(engine.db, engine.queue, job)).toBe(true)
  await waitFor('the items given back', async () => (await waiting(job)).length === 6)
  goOn()
  await firstTwoEnded(job)
  lanes.wake()
  expect(await waiting(job)).toEqual(eight.slice(2))
  expect(await resumeJob(engine.db, engine.queue, job)).toBe(true)
  const items = await lanes.ended(job)
  expect(items.map(({ outcome, attempt }) => [outcome, attempt])).toEqual(eight.map(() => ['success', 1]))
})

it('of a stopped job what nobody has begun is not begun', async () => {
  const { work, goOn } = slowAtFirst()
  const begun: string[] = []
  const engine = lanes.engine(async (name, item) => {
    begun.push(name)
    return await work(name, item)
  })
  lanes.startWorker(engine)
  const job = await inHand(engine)
  const row = await engine.db.selectFrom('job').selectAll().where('id', '=', job).executeTakeFirstOrThrow()
  expect(await stopJob(engine, row, 'anna')).toBe('stopped')
  await waitFor('the items given back', async () => (await waiting(job)).length === 6)
  goOn()
  await firstTwoEnded(job)
  lanes.wake()
  // The two begin side by side.
  expect(begun.toSorted()).toEqual(['a', 'b'])
})
