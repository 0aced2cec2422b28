import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminPassword, adminUser, startTestApp, type TestApp } from '../support/app.ts'
import { waitFor } from '../support/wait-for.ts'
import { GuidesClient, jsonOf, processUrl } from './guides-client.ts'
import { storeFiles } from './stored-files.ts'

/** The promise: from the answer of a cancel to the end of all work. */
const cancelledWithinMs = 10_000

let darkroom: TestApp
let client: GuidesClient

beforeAll(async () => {
  darkroom = await startTestApp()
  client = new GuidesClient(darkroom.url, { user: `${adminUser}:${adminPassword}` })
})
afterAll(async () => await darkroom?.close())

/** Lets no asset of the name be stored until the returned function is called. */
async function holdName(name: string): Promise<() => Promise<void>> {
  const released = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const done = darkroom.app.db.connection().execute(async (db) => {
    await sql`select pg_advisory_lock(1, hashtext(${name}))`.execute(db)
    held.resolve()
    await released.promise
    await sql`select pg_advisory_unlock(1, hashtext(${name}))`.execute(db)
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

describe('a cancelled processing', () => {
  it('stops though a worker hangs, keeps what is done, and goes on where it was', async () => {
    const count = 120
    const names = Array.from({ length: count }, (_, i) => `f${String(i).padStart(3, '0')}.txt`)
    await storeFiles(
      darkroom.app.engine,
      names.map((name) => ({ path: `Demo/stop/${name}`, bytes: name })),
    )
    const release = await holdName('f050')
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
    const release = await holdName('held')
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

  it('that was cancelled before it began is walked from its beginning', async () => {
    await storeFiles(darkroom.app.engine, [{ path: 'Demo/early/a.txt', bytes: 'x' }])
    const { db } = darkroom.app
    const id = await client.start('/content/dam/Demo/early')
    const answer = await client.post(`${processUrl}/cancel`, { processingId: id })
    if (answer.status === 200) {
      expect(await client.ended(id)).toMatchObject({ status: expect.stringMatching(/CANCELLED|SUCCESS/) })
      await client.post(`${processUrl}/resume`, { processingId: id })
    }
    expect(await client.ended(id)).toMatchObject({ status: 'SUCCESS', triggeredCount: 1 })
    expect(await logged(id)).toEqual(['/content/dam/Demo/early/a.txt'])
    const open = await db.selectFrom('job_item').select('id').where('state', '<>', 'Done').execute()
    expect(open).toEqual([])
  })
})
