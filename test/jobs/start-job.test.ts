import { afterAll, beforeAll, expect, it } from 'vitest'
import { DarkroomError } from '../../src/core/errors.ts'
import { activeJobs } from '../../src/core/jobs/active-jobs.ts'
import type { Engine } from '../../src/core/jobs/engine.ts'
import type { Job } from '../../src/core/jobs/job-kind.ts'
import { stopJob } from '../../src/core/jobs/stop-job.ts'
import { sweep } from '../../src/core/jobs/sweep.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { waitFor } from '../support/wait-for.ts'
import { listedJobs, nameOf, queueListedJob, startListedJob } from './listed-job.ts'

type Plan = () => AsyncIterable<readonly string[]>

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp({ worker: false })
})
afterAll(async () => await darkroom.close())

/** An engine whose jobs have the items of a plan. */
function planning(plan: Plan): Engine {
  return listedJobs(darkroom.app, {
    planKey: 'fileName',
    plan: async function* () {
      for await (const names of plan()) yield names.map((fileName) => ({ fileName, at: performance.now() }))
    },
  })
}

async function stateOf({ id }: Job) {
  const { db } = darkroom.app
  const job = await db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const items = await db.selectFrom('job_item').selectAll().where('job_id', '=', id).execute()
  const names = items.map(nameOf).sort()
  return { job, items, names }
}

async function openFiles({ id }: Job): Promise<number | undefined> {
  const filter = { companyIds: [1], job: { id }, includeWaiting: false }
  const { jobs } = await activeJobs(darkroom.app.db, filter)
  return jobs?.[0]?.progress.open
}

/** A plan that finds two files, and a third one when the returned function was called. */
function slowPlan(): { plan: Plan; goOn: () => void } {
  const gate = Promise.withResolvers<void>()
  const plan = async function* () {
    yield ['a', 'b']
    await gate.promise
    yield ['c']
  }
  return { plan, goOn: gate.resolve }
}

it('a job is seen, not taken for idle and can be stopped while its files are listed', async () => {
  const { plan, goOn } = slowPlan()
  const engine = planning(plan)
  const job = await queueListedJob(engine)
  const started = startListedJob(engine, job)
  await waitFor('the first files', async () => (await openFiles(job)) === 2)
  const longAgo = new Date(Date.now() - 3_600_000)
  await engine.db.updateTable('job').set({ last_post_at: longAgo }).where('id', '=', job.id).execute()
  await sweep(engine, 30)
  expect((await stateOf(job)).job).toMatchObject({ state: 'Running', closed: false })

  expect(await stopJob(engine, job, 'anna')).toBe('stopped')
  goOn()
  await started
  const { job: stopped, items, names } = await stateOf(job)
  expect([stopped.state, names]).toEqual(['Finishing', ['a', 'b']])
  expect(items.map(({ outcome }) => outcome)).toEqual(['cancel', 'cancel'])
})

it('a plan that is repeated after a crash adds no item twice, in whatever order it finds them', async () => {
  const crashing = planning(async function* () {
    yield ['a', 'b', 'b']
    throw new Error('the power is out')
  })
  const job = await queueListedJob(crashing)
  await expect(startListedJob(crashing, job)).rejects.toThrow('the power is out')
  expect((await stateOf(job)).job).toMatchObject({ state: 'Running', closed: false })
  const whole = planning(async function* () {
    yield ['d', 'b', 'c']
    yield ['b', 'b', 'a']
  })
  await startListedJob(whole, job, 2)
  const { job: started, names } = await stateOf(job)
  expect(names).toEqual(['a', 'b', 'b', 'b', 'c', 'd'])
  expect(started).toMatchObject({ state: 'Running', closed: true, plan_attempt: null })
  await startListedJob(whole, job, 3)
  expect((await stateOf(job)).names).toEqual(names)
})

it('an attempt that was taken for dead adds nothing once another one has begun', async () => {
  const { plan, goOn } = slowPlan()
  const slow = planning(plan)
  const job = await queueListedJob(slow)
  const started = startListedJob(slow, job)
  await waitFor('the first files', async () => (await openFiles(job)) === 2)
  await startListedJob(
    planning(async function* () {
      yield ['a', 'b', 'c']
    }),
    job,
    2,
  )
  goOn()
  await started
  expect((await stateOf(job)).names).toEqual(['a', 'b', 'c'])
})

it('a plan that fails for good ends its job with a fatal error, and what it found is not done', async () => {
  const engine = planning(async function* () {
    yield ['a']
    throw new DarkroomError('invalid-parameter', 'the folder is gone.')
  })
  const job = await queueListedJob(engine)
  await startListedJob(engine, job)
  const { job: failed, items } = await stateOf(job)
  expect(failed).toMatchObject({ state: 'Finishing', fatal_error: true, stopped: true })
  expect(items.map(({ outcome }) => outcome)).toEqual(['cancel'])
})
