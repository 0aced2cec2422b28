import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminPassword, adminUser, startTestApp, type TestApp } from '../support/app.ts'
import { soap } from '../support/soap.ts'
import { waitFor } from '../support/wait-for.ts'
import { GuidesClient, jsonOf, processUrl } from './guides-client.ts'
import { storeFiles } from './stored-files.ts'

/** The promise: from the answer of a cancel to the end of all work. */
const cancelledWithinMs = 10_000

let darkroom: TestApp
let client: GuidesClient
let stopWorker: (graceMs: number) => Promise<void>

beforeAll(async () => {
  darkroom = await startTestApp({ worker: false, env: { DARKROOM_LANES: '3' } })
  stopWorker = await darkroom.app.startWorker()
  client = new GuidesClient(darkroom.url, { user: `${adminUser}:${adminPassword}` })
})
afterAll(async () => {
  await stopWorker?.(5_000)
  await darkroom?.close()
})

/** Does something while nobody takes work from the queue. */
async function withoutWorker(act: () => Promise<void>): Promise<void> {
  await stopWorker(5_000)
  await act()
  stopWorker = await darkroom.app.startWorker()
}

async function post(verb: 'cancel' | 'resume', processingId: string): Promise<void> {
  const answer = await client.post(`${processUrl}/${verb}`, { processingId })
  expect(await answer.json()).toMatchObject({ processingId })
}

/** Lets no asset of the name be processed until the returned function is called. */
async function breakName(name: string): Promise<() => Promise<void>> {
  const { db } = darkroom.app
  await sql`
    create function out_of_order() returns trigger language plpgsql as $$
    begin raise exception 'out of order'; end $$`.execute(db)
  await sql`
    create trigger out_of_order before update of version on asset for each row
    when (old.name like ${sql.lit(name)}) execute function out_of_order()`.execute(db)
  return async () => {
    await sql`drop function out_of_order cascade`.execute(db)
  }
}

/** Lets no asset of these names be stored until the returned function is called. */
async function holdNames(names: readonly string[]): Promise<() => Promise<void>> {
  const released = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const done = darkroom.app.db.connection().execute(async (db) => {
    for (const name of names) await sql`select pg_advisory_lock(1, hashtext(${name}))`.execute(db)
    held.resolve()
    await released.promise
    await sql`select pg_advisory_unlock_all()`.execute(db)
  })
  await held.promise
  return async () => {
    released.resolve()
    await done
  }
}

async function versions(folder: string): Promise<number[]> {
  const rows = await darkroom.app.db
    .selectFrom('asset')
    .innerJoin('folder', 'folder.id', 'asset.folder_id')
    .select('asset.version')
    .where('folder.path', '=', folder)
    .execute()
  return rows.map(({ version }) => version)
}

async function logged(id: string): Promise<string[]> {
  const lines = await client.log(id)
  return lines.flatMap((line) => /^\w+ (\S+): Processed/.exec(line)?.[1] ?? []).toSorted()
}

// These wait for seconds: for the grace of work that is under way, and for the next attempt.
describe.concurrent('a cancelled processing with work under way', () => {
  it('stops though a worker hangs, keeps what is done, and goes on where it was', async () => {
    const count = 120
    const names = Array.from({ length: count }, (_, i) => `f${String(i).padStart(3, '0')}.txt`)
    await storeFiles(
      darkroom.app.engine,
      names.map((name) => ({ path: `Demo/stop/${name}`, bytes: name })),
    )
    const release = await holdNames(['f050'])
    const id = await client.start('/content/dam/Demo/stop')
    await waitFor('some done', async () => (await logged(id)).length > 40)
    const asked = performance.now()
    expect((await client.post(`${processUrl}/cancel`, { processingId: id })).status).toBe(200)
    const cancelled = await client.ended(id)
    expect(performance.now() - asked).toBeLessThan(cancelledWithinMs)
    expect(cancelled).toMatchObject({
      status: 'CANCELLED',
      resumable: true,
      cancellable: false,
      restartable: true,
    })
    const done = await logged(id)
    expect(done.length).toBeLessThan(count)
    expect(cancelled.triggeredCount).toBe(done.length)
    expect((await versions('Demo/stop/')).filter((version) => version === 2)).toHaveLength(done.length)
    // The worker that hung may now try to store its result: it is void.
    await release()
    await waitFor('the worker that hung to give up', async () => {
      const { rows } = await sql<{ busy: number }>`
        select count(*) as busy from queue.job where name = 'item' and state = 'active'`.execute(
        darkroom.app.db,
      )
      return rows[0]?.busy === 0
    })
    expect(await logged(id)).toEqual(done)

    const resumed = await client.post(`${processUrl}/resume`, new URLSearchParams({ processingId: id }))
    expect(resumed.status).toBe(200)
    expect(await client.ended(id)).toMatchObject({
      status: 'SUCCESS',
      triggeredCount: count,
      migrationSet: { totalFiles: count, calculationStatus: 'SUCCESS' },
      startedAt: cancelled.startedAt,
    })
    expect(await logged(id)).toEqual(names.map((name) => `/content/dam/Demo/stop/${name}`))
    expect(new Set(await versions('Demo/stop/'))).toEqual(new Set([2]))
    const lines = await client.log(id)
    expect(lines.filter((line) => /Cancelled by|Resumed by|was started by/.test(line))).toEqual([
      `INFO Processing of /content/dam/Demo/stop was started by ${adminUser}.`,
      `WARN Cancelled by ${adminUser}; it can be resumed.`,
      `INFO Resumed by ${adminUser}.`,
    ])
    for (const verb of ['cancel', 'resume']) {
      const refused = await client.post(`${processUrl}/${verb}`, { processingId: id })
      expect(refused.status).toBe(400)
      expect((await jsonOf(refused)).message).toContain('its status is SUCCESS')
    }
  }, 60_000)

  it('can be resumed by one of many only', async () => {
    await storeFiles(darkroom.app.engine, [{ path: 'Demo/many/held.txt', bytes: 'x' }])
    const release = await holdNames(['held'])
    const id = await client.start('/content/dam/Demo/many')
    await client.until(id, ['RUNNING'])
    expect((await client.post(`${processUrl}/resume`, { processingId: id })).status).toBe(400)
    await client.post(`${processUrl}/cancel`, { processingId: id })
    await client.ended(id)
    const answers = await Promise.all(
      Array.from(
        { length: 5 },
        async () => (await client.post(`${processUrl}/resume`, { processingId: id })).status,
      ),
    )
    expect(answers.toSorted()).toEqual([200, 400, 400, 400, 400])
    await release()
    expect(await client.ended(id)).toMatchObject({ status: 'SUCCESS', triggeredCount: 1 })
    expect(await logged(id)).toEqual(['/content/dam/Demo/many/held.txt'])
  }, 60_000)
})

describe.concurrent('assets that failed', () => {
  it('for a reason that passes are tried again by a resume, and no others', async () => {
    await storeFiles(darkroom.app.engine, [
      { path: 'Demo/outage/fine.txt', bytes: 'x' },
      { path: 'Demo/outage/weak1.txt', bytes: 'y' },
      { path: 'Demo/outage/weak2.txt', bytes: 'z' },
      { path: 'Demo/outage/bad.dita', bytes: '<topic' },
    ])
    const mend = await breakName('weak%')
    const id = await client.start('/content/dam/Demo/outage')
    expect(await client.ended(id)).toMatchObject({
      status: 'SUCCESS',
      triggeredCount: 4,
      resumable: true,
      comments: expect.stringContaining('Assets that failed: 3;'),
    })
    await mend()
    await post('resume', id)
    expect(await client.ended(id)).toMatchObject({
      status: 'SUCCESS',
      triggeredCount: 4,
      resumable: false,
      comments: expect.stringContaining('Assets that failed: 1;'),
    })
    expect(await logged(id)).toEqual(
      ['fine', 'weak1', 'weak2'].map((name) => `/content/dam/Demo/outage/${name}.txt`),
    )
    const refused = await client.post(`${processUrl}/resume`, { processingId: id })
    expect(refused.status).toBe(400)
    expect((await jsonOf(refused)).message).toContain('its status is SUCCESS')
  }, 60_000)

  it('all of them, for whatever reason, are tried again from the beginning', async () => {
    const [asset = 0] = await storeFiles(darkroom.app.engine, [{ path: 'Demo/all/a.dita', bytes: '<topic' }])
    const id = await client.start('/content/dam/Demo/all')
    expect(await client.ended(id)).toMatchObject({ status: 'FAILED', resumable: true, triggeredCount: 1 })
    const [good = 0] = await storeFiles(darkroom.app.engine, [
      { path: 'Demo/good/a.dita', bytes: '<topic id="t"><title>T</title></topic>' },
    ])
    await sql`
      update asset set original_key = good.original_key, size = good.size from asset as good
      where asset.id = ${asset} and good.id = ${good}`.execute(darkroom.app.db)
    await post('resume', id)
    expect(await client.ended(id)).toMatchObject({
      status: 'SUCCESS',
      resumable: false,
      triggeredCount: 1,
      migrationSet: { totalFiles: 1, calculationStatus: 'SUCCESS' },
      comments: '',
    })
  }, 60_000)
})

describe('a cancelled processing', () => {
  it('that was cancelled before it began is walked from its beginning', async () => {
    await storeFiles(darkroom.app.engine, [{ path: 'Demo/early/a.txt', bytes: 'x' }])
    let id = ''
    await withoutWorker(async () => {
      id = await client.start('/content/dam/Demo/early')
      await post('cancel', id)
    })
    expect(await client.ended(id)).toMatchObject({ status: 'CANCELLED', triggeredCount: 0 })
    await post('resume', id)
    expect(await client.ended(id)).toMatchObject({ status: 'SUCCESS', triggeredCount: 1 })
    expect(await logged(id)).toEqual(['/content/dam/Demo/early/a.txt'])
    const { db } = darkroom.app
    const open = await db.selectFrom('job_item').select('id').where('state', '<>', 'Done').execute()
    expect(open).toEqual([])
  }, 60_000)

  it('by the web service says so in its log and its status, as by this API', async () => {
    await storeFiles(darkroom.app.engine, [{ path: 'Demo/soap/a.txt', bytes: 'x' }])
    const { db } = darkroom.app
    let id = ''
    await withoutWorker(async () => {
      id = await client.start('/content/dam/Demo/soap')
      const of = db.updateTable('processing').set({ count_status: 'RUNNING' }).where('id', '=', id)
      const { job_id } = await of.returning('job_id').executeTakeFirstOrThrow()
      const param = `<companyHandle>c|1</companyHandle><jobHandle>j|1||x|${job_id}</jobHandle>`
      expect((await soap(darkroom.url, { operation: 'stopJob', param })).status).toBe(200)
      expect((await client.log(id)).at(-1)).toBe(`WARN Cancelled by ${adminUser}; it can be resumed.`)
    })
    expect(await client.ended(id)).toMatchObject({
      status: 'CANCELLED',
      migrationSet: { totalFiles: 0, calculationStatus: 'WAITING' },
    })
    await post('resume', id)
    expect(await client.ended(id)).toMatchObject({
      status: 'SUCCESS',
      migrationSet: { totalFiles: 1, calculationStatus: 'SUCCESS' },
    })
  }, 60_000)

  it('loses nothing when runs that resume it are cancelled before they begin, or soon after', async () => {
    const names = Array.from({ length: 90 }, (_, i) => `g${String(i).padStart(2, '0')}.txt`)
    await storeFiles(
      darkroom.app.engine,
      names.map((name) => ({ path: `Demo/twice/${name}`, bytes: name })),
    )
    const release = await holdNames(names.slice(30))
    const id = await client.start('/content/dam/Demo/twice')
    await waitFor('some done', async () => (await logged(id)).length > 20)
    await post('cancel', id)
    await release()
    const first = await client.ended(id)
    expect(first.triggeredCount).toBeLessThan(60)
    for (let i = 0; i < 2; i++) {
      await withoutWorker(async () => {
        await post('resume', id)
        await post('cancel', id)
      })
      expect(await client.ended(id)).toMatchObject({
        status: 'CANCELLED',
        resumable: true,
        triggeredCount: first.triggeredCount,
      })
    }
    // What was left is taken up, and left once more.
    const releaseLater = await holdNames(['g70'])
    await post('resume', id)
    await waitFor('some more', async () => (await client.status(id)).triggeredCount > first.triggeredCount)
    await post('cancel', id)
    await releaseLater()
    await client.ended(id)
    await post('resume', id)
    expect(await client.ended(id)).toMatchObject({
      status: 'SUCCESS',
      triggeredCount: names.length,
      migrationSet: { totalFiles: names.length },
      comments: '',
    })
    expect(await logged(id)).toEqual(names.map((name) => `/content/dam/Demo/twice/${name}`))
    expect(new Set(await versions('Demo/twice/'))).toEqual(new Set([2]))
  }, 60_000)
})
