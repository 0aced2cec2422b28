import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { activeJobs } from '../../src/core/jobs/active-jobs.ts'
import { claimItem } from '../../src/core/jobs/claim-item.ts'
import { addToTally } from '../../src/core/jobs/totals.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { uploaded } from '../support/upload.ts'

const filter = { companyIds: [1], includeWaiting: true }
let darkroom: TestApp
let jobId: number

/** Nothing works on the files: what changes, changes here. */
beforeAll(async () => {
  darkroom = await startTestApp({ worker: false })
  const picture = await plainPng(20, 10, 'green')
  const files = ['a.png', 'b.png'].map((name) => ({ name, bytes: picture }))
  jobId = Number((await uploaded(darkroom.url, { jobName: 'spring', files })).split('|').at(-1))
})
afterAll(async () => await darkroom.close())

/** What is read of the one job, unless nothing changed since `mark`. */
async function read(mark?: string) {
  return await activeJobs(darkroom.app.db, filter, mark)
}

type Change = readonly [what: string, change: () => Promise<unknown>, told: object]

const changes: readonly Change[] = [
  [
    'a file is taken',
    async () =>
      await sql`update job_item set state = 'Running', attempt = 1, started_at = now() where id = (select min(id) from job_item)`.execute(
        darkroom.app.db,
      ),
    { inHand: [expect.objectContaining({ attempt: 1, progress: 0 })], progress: { running: 1, open: 2 } },
  ],
  [
    'a file comes further',
    async () =>
      await sql`update job_item set progress = 0.5, progress_at = now() where state = 'Running'`.execute(
        darkroom.app.db,
      ),
    { inHand: [expect.objectContaining({ attempt: 1, progress: 0.5 })] },
  ],
  [
    'a file is taken by another worker',
    async () => {
      const { engine } = darkroom.app
      const { id: itemId } = await engine.db
        .selectFrom('job_item')
        .select('id')
        .where('state', '=', 'Running')
        .executeTakeFirstOrThrow()
      const delivery = {
        message: { queue: 'item', itemId },
        attempt: 2,
        signal: new AbortController().signal,
        done: async () => undefined,
      } as const
      await claimItem(engine, delivery, 'another')
    },
    { inHand: [expect.objectContaining({ attempt: 2, progress: 0 })], progress: { running: 1, open: 2 } },
  ],
  [
    'a file is counted',
    async () =>
      await darkroom.app.db.transaction().execute(async (tx) => {
        await sql`update job_item set state = 'Done', outcome = 'success' where state = 'Running'`.execute(tx)
        await addToTally(tx, jobId, { success: 1 })
      }),
    { inHand: [], progress: { running: 0, open: 1, success: 1 } },
  ],
  [
    'the job is paused',
    async () => await sql`update job set paused = true`.execute(darkroom.app.db),
    { job: { paused: true } },
  ],
  [
    'the address of its submitter is another',
    async () => await sql`update user_account set email = 'other@example.org'`.execute(darkroom.app.db),
    { job: { submit_user_email: 'other@example.org' } },
  ],
]

it.each(changes)('jobs are read again when %s, and only then', async (_what, change, told) => {
  const before = await read()
  expect(before.jobs).toHaveLength(1)
  expect(await read(before.mark)).toEqual({ mark: before.mark, jobs: undefined })
  await change()
  const after = await read(before.mark)
  expect(after.mark).not.toBe(before.mark)
  expect(after.jobs).toMatchObject([told])
})

it('jobs are read again when one has ended, and when one begins', async () => {
  const before = await read()
  await sql`update job set state = 'Done'`.execute(darkroom.app.db)
  const ended = await read(before.mark)
  expect(ended.jobs).toEqual([])
  expect((await read(ended.mark)).jobs).toBeUndefined()
  await uploaded(darkroom.url, { jobName: 'summer', user: 'other@example.org', files: [] })
  expect((await read(ended.mark)).jobs).toMatchObject([{ job: { original_name: 'summer' }, countedAt: null }])
})
