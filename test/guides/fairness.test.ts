import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../src/core/accounts/company.ts'
import type { JobTotals } from '../../src/core/jobs/job.table.ts'
import { adminPassword, adminUser, startTestApp, type TestApp } from '../support/app.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'
import { GuidesClient, processUrl } from './guides-client.ts'
import { storeFiles } from './stored-files.ts'

/** So soon is a small upload done, whatever else is under way. */
const secondsMs = 15_000
const files = 4_000

let darkroom: TestApp
let client: GuidesClient
let bulk: string | undefined

beforeAll(async () => {
  darkroom = await startTestApp()
  const { engine } = darkroom.app
  client = new GuidesClient(darkroom.url, { user: `${adminUser}:${adminPassword}` })
  await engine.db.transaction().execute(async (tx) => await createCompany(tx, 'Other'))
  for (const [company, name] of [
    [1, 'Demo'],
    [2, 'Other'],
  ] as const) {
    const [first = 0] = await storeFiles(engine, [{ path: `${name}/bulk/f.txt`, bytes: 'bulk' }], company)
    await sql`
      insert into asset (company_id, folder_id, name, file_name, type, served_as, ready_for_publish, original_key, size,
        mime_type, created_by, modified_by)
      select company_id, folder_id, 'f' || i, 'f' || i || '.txt', type, served_as, ready_for_publish, original_key, size,
        mime_type, created_by, modified_by
      from asset, generate_series(1, ${files - 1}) as i where id = ${first}`.execute(engine.db)
  }
})
afterEach(async () => {
  if (bulk === undefined) return
  await client.post(`${processUrl}/cancel`, { processingId: bulk })
  await client.ended(bulk)
  bulk = undefined
})
afterAll(async () => await darkroom?.close())

async function startBulk(company: string): Promise<string> {
  bulk = await client.start(`/content/dam/${company}/bulk`)
  const id = bulk
  await waitFor('work', async () => (await client.status(id)).triggeredCount > 30)
  return bulk
}

/** Waits for the end of an upload job of any company. */
async function jobDone(handle: string, ms?: number): Promise<JobTotals> {
  const id = Number(handle.split('|').at(-1))
  return await waitFor(
    `the end of ${handle}`,
    async () => {
      const query = darkroom.app.db.selectFrom('job').select(['state', 'totals']).where('id', '=', id)
      const { state, totals } = await query.executeTakeFirstOrThrow()
      return state === 'Done' && totals !== null && totals
    },
    ms,
  )
}

function textFiles(count: number, name: string) {
  return Array.from({ length: count }, (_, i) => ({
    name: `${name}${i}.txt`,
    bytes: Buffer.from(`${name}${i}`),
  }))
}

describe('a processing of thousands of files', () => {
  it.each([
    ['the same company', 'c|1'],
    ['another company', 'c|2'],
  ])('lets a small upload of %s through', async (_, companyHandle) => {
    const id = await startBulk('Demo')
    const begin = performance.now()
    const handle = await uploaded(darkroom.url, {
      companyHandle,
      jobName: 'small',
      endJob: true,
      files: textFiles(1, companyHandle.slice(2)),
    })
    const counts = await jobDone(handle)
    expect(performance.now() - begin).toBeLessThan(secondsMs)
    expect(counts).toMatchObject({ success: 1, total: 1 })
    const status = await client.status(id)
    expect(status).toMatchObject({ status: 'RUNNING', migrationSet: { totalFiles: files } })
    expect(status.triggeredCount).toBeLessThan(files / 2)
    expect(status.eta.value).toBeGreaterThan(0)
  })

  it('has few messages in the queue at any time', async () => {
    const id = await startBulk('Demo')
    for (let look = 0; look < 20; look++) {
      const { rows } = await sql<{ waiting: number }>`
        select count(*) as waiting from queue.job where name = 'item' and state < 'active'`.execute(
        darkroom.app.db,
      )
      // Those of two steps of the walk, and more where work is quick: the turns of a step reach over the next seconds.
      expect(rows[0]?.waiting).toBeLessThanOrEqual(files / 40)
      await client.status(id)
    }
  })

  it('goes on under a steady stream of uploads, and so do they', async () => {
    const id = await startBulk('Other')
    const before = (await client.status(id)).triggeredCount
    let isOver = false
    let round = 0
    const streams = Array.from({ length: 3 }, async () => {
      const handles: string[] = []
      while (!isOver)
        handles.push(
          await uploaded(darkroom.url, {
            jobName: `s${round}`,
            endJob: true,
            files: textFiles(3, `s${round++}_`),
          }),
        )
      return handles
    })
    // More than one window of the walk.
    await waitFor(
      'the bulk to go on',
      async () => (await client.status(id)).triggeredCount > before + 40,
      20_000,
    )
    isOver = true
    const handles = (await Promise.all(streams)).flat()
    await client.post(`${processUrl}/cancel`, { processingId: id })
    expect(handles.length).toBeGreaterThan(6)
    const jobs = await Promise.all(handles.map(async (handle) => await jobDone(handle, 30_000)))
    expect(jobs.every(({ success }) => success === 3)).toBe(true)
  }, 60_000)
})

describe('a large upload', () => {
  it('of one company lets a small one of another company through', async () => {
    const many = 300
    const large = await uploaded(darkroom.url, {
      jobName: 'large',
      endJob: true,
      files: textFiles(many, 'l'),
    })
    const begin = performance.now()
    const small = await uploaded(darkroom.url, {
      companyHandle: 'c|2',
      jobName: 'small',
      endJob: true,
      files: textFiles(1, 'small'),
    })
    await jobDone(small)
    expect(performance.now() - begin).toBeLessThan(secondsMs)
    const { rows } = await sql<{ open: number }>`
      select count(*) as open from job_item where state <> 'Done' and payload->>'fileName' like 'l%.txt'`.execute(
      darkroom.app.db,
    )
    expect(rows[0]?.open).toBeGreaterThan(many / 2)
    const counts = await jobDone(large, 60_000)
    expect(counts).toMatchObject({ success: many })
  }, 90_000)
})
