import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { removeOldLogs } from '../../src/core/guides/remove-old-logs.ts'
import { adminPassword, adminUser, startTestApp, type TestApp } from '../support/app.ts'
import { jpeg } from '../support/pictures.ts'
import { jobEnded } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'
import { GuidesClient, jsonOf, type LogPage, processUrl } from './guides-client.ts'
import { storeFiles } from './stored-files.ts'

let darkroom: TestApp
let client: GuidesClient

beforeAll(async () => {
  darkroom = await startTestApp()
  client = new GuidesClient(darkroom.url, { user: `${adminUser}:${adminPassword}` })
})
afterAll(async () => await darkroom?.close())

function topic(title: string, body = ''): string {
  return `<?xml version="1.0"?>
<!DOCTYPE topic PUBLIC "-//OASIS//DTD DITA Topic//EN" "topic.dtd">
<topic id="t"><title>${title}</title><body><p>${title}</p>${body}</body></topic>`
}

/** Paths of the log's lines that tell what became of an asset, with what became of it. */
function told(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const [, path, status] = /^\w+ (\S+): (Processed|Warning|Failed)\b/.exec(line) ?? []
    return path === undefined ? [] : [`${path} ${status}`]
  })
}

describe('a processing', () => {
  it('processes a tree of pictures and documents, and says how it went', async () => {
    const picture = await jpeg(300, 200)
    const files = [{ name: 'p.jpg', bytes: picture }]
    await jobEnded(
      darkroom.url,
      await uploaded(darkroom.url, { jobName: 'u', endJob: true, destFolder: 'mixed/pictures', files }),
    )
    await storeFiles(darkroom.app.engine, [
      { path: 'Demo/mixed/a.dita', bytes: topic('A') },
      { path: 'Demo/mixed/deep/er/b.dita', bytes: topic('B') },
      { path: 'Demo/mixed/deep/broken.dita', bytes: '<topic id="x"><title>no end' },
      { path: 'Demo/mixed/skip/c.dita', bytes: topic('C') },
      { path: 'Demo/mixed/skip.dita', bytes: topic('D') },
      { path: 'Demo/mixedup/e.dita', bytes: topic('E') },
    ])
    const before = await darkroom.app.db
      .selectFrom('asset')
      .selectAll()
      .where('name', '=', 'p')
      .executeTakeFirstOrThrow()
    const id = await client.start('/content/dam/Demo/mixed', {
      excludedPaths: ['content/dam/Demo/mixed/skip'],
    })
    const status = await client.ended(id)
    expect(status).toMatchObject({
      status: 'SUCCESS',
      triggeredCount: 5,
      hasLogs: true,
      migrationSet: { totalFiles: 5, calculationStatus: 'SUCCESS' },
      eta: { value: 0, unit: 'SECONDS' },
      comments: expect.stringContaining('Assets that failed: 1;'),
      restartable: true,
      resumable: false,
      cancellable: false,
    })
    expect(status.completedAt).toBeGreaterThanOrEqual(status.startedAt)
    expect(status.startedAt).toBeGreaterThan(Date.now() - 60_000)
    const lines = await client.log(id)
    expect(told(lines).toSorted()).toEqual([
      '/content/dam/Demo/mixed/a.dita Processed',
      '/content/dam/Demo/mixed/deep/broken.dita Failed',
      '/content/dam/Demo/mixed/deep/er/b.dita Processed',
      '/content/dam/Demo/mixed/pictures/p.jpg Processed',
      '/content/dam/Demo/mixed/skip.dita Processed',
    ])
    const after = await darkroom.app.db
      .selectFrom('asset')
      .selectAll()
      .where('name', '=', 'p')
      .executeTakeFirstOrThrow()
    expect(after).toMatchObject({
      version: before.version + 1,
      derived: before.derived,
      original_key: before.original_key,
    })

    // As jobs go, it is one like any other.
    const { counts, lines: jobLines } = await jobEnded(darkroom.url, `j|1||x|${await jobIdOf(id)}`)
    expect(counts).toMatchObject({ total: 5, update: 4, error: 1 })
    expect(jobLines.map(({ type }) => type)).toContain('ReoptimizeFailure')
  })

  it.each([
    [{ fileTypes: ['DITATOPIC'] }, ['a.dita', 'old.dita']],
    [{ fileTypes: ['MARKDOWN', 'DITAMAP'] }, ['b.md', 'c.ditamap']],
    [{ fileTypes: ['OTHERS'] }, ['e.txt']],
    [{ endTime: 1_600_000_000_000 }, ['old.dita']],
    [{ startTime: 1_600_000_000_001 }, ['a.dita', 'b.md', 'c.ditamap', 'd.html', 'e.txt']],
    [{ startTime: 1_600_000_000_000, fileTypes: 'DITATOPIC' }, ['a.dita', 'old.dita']],
  ])('with the filter %j takes those that pass and no others', async (filter, names) => {
    const folder = `filter${JSON.stringify(filter).length}${names.length}`
    await storeFiles(darkroom.app.engine, [
      { path: `Demo/${folder}/a.dita`, bytes: topic('A') },
      { path: `Demo/${folder}/b.md`, bytes: '# B' },
      { path: `Demo/${folder}/c.ditamap`, bytes: '<map><title>C</title></map>' },
      { path: `Demo/${folder}/d.html`, bytes: '<!doctype html><html lang="en"><title>D</title></html>' },
      { path: `Demo/${folder}/e.txt`, bytes: 'E' },
      { path: `Demo/${folder}/old.dita`, bytes: topic('O'), createdAt: new Date(1_600_000_000_000) },
    ])
    const id = await client.start(`/content/dam/Demo/${folder}`, { filter })
    expect(await client.ended(id)).toMatchObject({
      triggeredCount: names.length,
      migrationSet: { totalFiles: names.length },
    })
    expect(
      told(await client.log(id))
        .map((line) => line.replace(/^.*\/(.*) .*$/, '$1'))
        .toSorted(),
    ).toEqual(names)
  })

  it('leaves out what is processed already, until its file changes', async () => {
    const [first] = await storeFiles(darkroom.app.engine, [
      { path: 'Demo/again/a.dita', bytes: topic('A') },
      { path: 'Demo/again/b.txt', bytes: 'b' },
    ])
    const filter = { filterProcessedAssets: true }
    const run = async () => {
      const id = await client.start('/content/dam/Demo/again', { filter })
      return await client.ended(id)
    }
    expect(await run()).toMatchObject({ triggeredCount: 2, migrationSet: { totalFiles: 2 } })
    expect(await run()).toMatchObject({
      status: 'SUCCESS',
      triggeredCount: 0,
      migrationSet: { totalFiles: 0 },
    })
    const [other] = await storeFiles(darkroom.app.engine, [
      { path: 'Demo/elsewhere/x.dita', bytes: topic('X') },
    ])
    const { original_key } = await darkroom.app.db
      .selectFrom('asset')
      .select('original_key')
      .where('id', '=', other ?? 0)
      .executeTakeFirstOrThrow()
    await darkroom.app.db
      .updateTable('asset')
      .set({ original_key })
      .where('id', '=', first ?? 0)
      .execute()
    expect(await run()).toMatchObject({ triggeredCount: 1 })
    // A document that was moved counts as not processed, since its links lead elsewhere; other files do not.
    await sql`
      update asset set file_name = 'moved-' || file_name
      where folder_id = (select folder_id from asset where id = ${first ?? 0})`.execute(darkroom.app.db)
    const moved = await client.start('/content/dam/Demo/again', { filter })
    expect(await client.ended(moved)).toMatchObject({ triggeredCount: 1 })
    expect(told(await client.log(moved))).toEqual(['/content/dam/Demo/again/moved-a.dita Processed'])
    expect(await run()).toMatchObject({ triggeredCount: 0 })
  })

  it('tells afterwards who uses whom', async () => {
    await storeFiles(darkroom.app.engine, [
      { path: 'Demo/uses/a.dita', bytes: topic('A', '<p><xref href="b.dita"/><xref href="none.dita"/></p>') },
      { path: 'Demo/uses/b.dita', bytes: topic('B') },
    ])
    await client.ended(await client.start('/content/dam/Demo/uses'))
    const uses = async (query: string) =>
      await (await client.get(`/bin/guides/v1/assets/uses?path=/content/dam/Demo/uses${query}`)).json()
    const a = { path: '/content/dam/Demo/uses/a.dita', uuid: expect.stringMatching(/^GUID-/) }
    const b = { path: '/content/dam/Demo/uses/b.dita', uuid: expect.stringMatching(/^GUID-/) }
    const link = { from: a, to: b, kind: 'link', reference: 'b.dita', lines: [3], state: 'Whole', reason: '' }
    const none = { path: '/content/dam/Demo/uses/none.dita', uuid: '' }
    const broken = { ...link, to: none, reference: 'none.dita', state: 'Broken', reason: 'file' }
    const page = { offset: 0, limit: 1_000, hasMore: false }
    expect(await uses('')).toEqual({ uses: [link, broken], ...page })
    expect(await uses('/b.dita&direction=to')).toEqual({ uses: [link], ...page })
    expect(await uses('&state=Broken')).toEqual({ uses: [broken], ...page })
    expect(await uses('&limit=1')).toEqual({ uses: [link], offset: 0, limit: 1, hasMore: true })
    expect(await uses('&limit=1&offset=1')).toEqual({ uses: [broken], offset: 1, limit: 1, hasMore: false })
  })

  it('checks documents again whose links lead to what came later', async () => {
    const link = (name: string) => topic('Link', `<p><xref href="${name}"/></p>`)
    await storeFiles(darkroom.app.engine, [
      { path: 'Demo/links/early.dita', bytes: link('late.dita') },
      { path: 'Demo/links/lost.dita', bytes: link('none.dita') },
    ])
    const first = await client.start('/content/dam/Demo/links')
    expect(await client.ended(first)).toMatchObject({
      status: 'SUCCESS',
      comments: expect.stringContaining('Assets with warnings: 2;'),
    })
    await storeFiles(darkroom.app.engine, [{ path: 'Demo/links/late.dita', bytes: topic('Late') }])
    const second = await client.start('/content/dam/Demo/links/late.dita')
    await client.ended(second)
    const lines = await client.log(second)
    expect(lines.filter((line) => line.includes('Checked again'))).toEqual([
      'INFO /content/dam/Demo/links/early.dita: Checked again: Processed',
    ])
  })

  it('of one asset processes that one', async () => {
    await storeFiles(darkroom.app.engine, [
      { path: 'Demo/one/a.dita', bytes: topic('A') },
      { path: 'Demo/one/b.dita', bytes: topic('B') },
    ])
    const id = await client.start('/content/dam/Demo/one/b.dita')
    expect(await client.ended(id)).toMatchObject({ status: 'SUCCESS', triggeredCount: 1 })
    expect(told(await client.log(id))).toEqual(['/content/dam/Demo/one/b.dita Processed'])
  })

  it('of an empty folder is done at once', async () => {
    await storeFiles(darkroom.app.engine, [{ path: 'Demo/hollow/in/a.dita', bytes: topic('A') }])
    const id = await client.start('/content/dam/Demo/hollow', {
      excludedPaths: '/content/dam/Demo/hollow/in',
    })
    expect(await client.ended(id)).toMatchObject({ status: 'SUCCESS', triggeredCount: 0, eta: { value: 0 } })
  })

  it('counts each asset once where two runs meet, and has each in one hand at a time', async () => {
    const paths = Array.from({ length: 300 }, (_, i) => `Demo/both/${i % 7}/t${i}.dita`)
    const ids = await storeFiles(
      darkroom.app.engine,
      paths.map((path) => ({ path, bytes: topic(path) })),
    )
    const runs = [
      await client.start('/content/dam/Demo/both'),
      await client.start('/content/dam/Demo/both'),
      await client.start('/content/dam/Demo/both/3'),
    ]
    const ended = await Promise.all(runs.map(async (run) => await client.ended(run, 60_000)))
    expect(ended.map(({ status, triggeredCount }) => [status, triggeredCount])).toEqual([
      ['SUCCESS', 300],
      ['SUCCESS', 300],
      ['SUCCESS', 43],
    ])
    const wanted = paths.map((path) => `/content/dam/${path} Processed`).toSorted()
    for (const run of runs.slice(0, 2)) expect(told(await client.log(run)).toSorted()).toEqual(wanted)
    const held = await darkroom.app.db
      .selectFrom('processed_asset')
      .select('asset_id')
      .where('asset_id', 'in', ids)
      .where('item_id', 'is not', null)
      .execute()
    expect(held).toEqual([])
  })

  it('leaves an asset that another one has in hand until that is done with it', async () => {
    const { db } = darkroom.app
    const [asset = 0] = await storeFiles(darkroom.app.engine, [{ path: 'Demo/held/a.txt', bytes: 'a' }])
    const job = await db.selectFrom('job').select('id').orderBy('id').executeTakeFirstOrThrow()
    const holder = await db
      .insertInto('job_item')
      .values({ job_id: job.id, payload: '{}', state: 'Running' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('processed_asset')
      .values({ asset_id: asset, item_id: holder.id, taken_at: new Date() })
      .execute()
    const id = await client.start('/content/dam/Demo/held')
    const jobId = await jobIdOf(id)
    await waitFor('two tries', async () => {
      const items = await db
        .selectFrom('job_item')
        .select('payload')
        .where('job_id', '=', jobId)
        .where('state', '=', 'Done')
        .execute()
      return items.filter(({ payload }) => 'step' in payload && payload.step === 'file').length >= 2
    })
    expect(await client.status(id)).toMatchObject({ status: 'RUNNING', triggeredCount: 1 })
    await db.deleteFrom('job_item').where('id', '=', holder.id).execute()
    expect(await client.ended(id)).toMatchObject({ status: 'SUCCESS', triggeredCount: 1 })
    expect(told(await client.log(id))).toEqual(['/content/dam/Demo/held/a.txt Processed'])
  })
})

describe('the log', () => {
  it('is read by page, from the end, and as a ZIP', async () => {
    await storeFiles(
      darkroom.app.engine,
      Array.from({ length: 30 }, (_, i) => ({ path: `Demo/log/${i}.txt`, bytes: `${i}` })),
    )
    const id = await client.start('/content/dam/Demo/log')
    await client.ended(id)
    const page = async (query: string) =>
      await jsonOf<LogPage>(await client.get(`${processUrl}/logs?processingId=${id}&${query}`))
    const all = await page('')
    expect(all).toMatchObject({ limit: 1_000, offset: 0, hasMore: false })
    expect(all.lines.length).toBeGreaterThan(31)
    const count = all.lines.length
    for (const offset of [0, 1, 7, count - 3])
      expect(await page(`offset=${offset}&limit=3`)).toEqual({
        lines: all.lines.slice(offset, offset + 3),
        limit: 3,
        offset,
        hasMore: offset + 3 < count,
      })
    expect(await page(`offset=${count + 5}`)).toEqual({
      lines: [],
      limit: 1_000,
      offset: count + 5,
      hasMore: false,
    })
    expect(await page('tail=4&offset=1&limit=1')).toEqual({
      lines: all.lines.slice(-4),
      limit: 4,
      offset: count - 4,
      hasMore: false,
    })
    expect((await page('tail=9999')).lines).toEqual(all.lines)

    const zip = await client.get(`${processUrl}/logs/download?processingId=${id}`)
    expect(zip.headers.get('content-disposition')).toBe(`attachment; filename="asset-processing-${id}.zip"`)
    const entries = await unzipped(Buffer.from(await zip.arrayBuffer()))
    expect(entries).toEqual([[`asset-processing-${id}.log`, `${all.lines.join('\n')}\n`]])
    const json = await client.get(`${processUrl}/logs/download?processingId=${id}`, {
      accept: 'application/json',
    })
    const { logFilePaths } = await jsonOf<{ logFilePaths: string[] }>(json)
    expect(logFilePaths).toHaveLength(1)
    expect((await client.get(logFilePaths[0] ?? '')).headers.get('content-type')).toBe('application/zip')
  })
})

describe('the log of an old processing', () => {
  it('is removed in steps, the newer ones stay, and it may be resumed', async () => {
    const { db } = darkroom.app
    await client.ended(await client.start('/content/dam/Demo/log'))
    const runs = await db.selectFrom('processing').select('id').orderBy('created_at').execute()
    const [oldest, next] = runs.map(({ id }) => id)
    const keep = runs.length - 1
    if (oldest === undefined || next === undefined) throw new Error('there are too few runs')
    const { triggeredCount } = await client.status(oldest)
    const { log_lines: before } = await db
      .updateTable('processing')
      .set((eb) => ({ log_lines: eb('log_lines', '+', 7_000) }))
      .where('id', '=', oldest)
      .returning('log_lines')
      .executeTakeFirstOrThrow()
    await sql`
      insert into processing_log (processing_id, first_line, lines)
      select ${oldest}, line, array['now INFO line'] from generate_series(${before - 7_000}::int, ${before - 1}::int) as line`.execute(
      db,
    )
    expect(await removeOldLogs(db, keep)).toBe(true)
    expect(await client.log(oldest)).toHaveLength(before - 5_000)
    expect(await removeOldLogs(db, keep)).toBe(true)
    expect(await client.status(oldest)).toMatchObject({ hasLogs: false, triggeredCount })
    expect(await client.log(oldest)).toEqual([])
    expect(await removeOldLogs(db, keep)).toBe(false)
    expect(await client.status(next)).toMatchObject({ hasLogs: true })

    await db.updateTable('processing').set({ failure: 'a test' }).where('id', '=', oldest).execute()
    await client.post(`${processUrl}/resume`, { processingId: oldest })
    await client.ended(oldest)
    expect(await client.log(oldest)).toEqual([
      `INFO Resumed by ${adminUser}.`,
      expect.stringContaining('Ended'),
    ])
    expect(await removeOldLogs(db, keep)).toBe(true)
    expect(await client.status(oldest)).toMatchObject({ hasLogs: false })
  })
})

describe('the status of assets', () => {
  it('is told by paths of assets and folders', async () => {
    await storeFiles(darkroom.app.engine, [
      { path: 'Demo/told/a.txt', bytes: 'a' },
      { path: 'Demo/told/b.txt', bytes: 'b' },
      { path: 'Demo/told/out/c.txt', bytes: 'c' },
    ])
    await client.ended(await client.start('/content/dam/Demo/told/a.txt'))
    const answer = await client.post('/bin/guides/v1/assets/status', {
      paths: ['/content/dam/Demo/told', '/content/dam/Demo/none'],
      excludedPaths: ['content/dam/Demo/told/out'],
    })
    const { jobId, status } = await jsonOf<{ jobId: string; status: string }>(answer)
    expect(status).toBe('WAITING')
    const told = await (await client.get(`/bin/guides/v1/assets/status?jobId=${jobId}`)).json()
    expect(told).toEqual({
      jobId,
      status: 'SUCCESS',
      assets: [
        {
          path: '/content/dam/Demo/told/a.txt',
          uuid: expect.stringMatching(/^GUID-[0-9a-f-]{36}$/),
          status: 'SUCCESS',
          exists: true,
        },
        { path: '/content/dam/Demo/told/b.txt', uuid: '', status: 'PENDING', exists: true },
        { path: '/content/dam/Demo/none', uuid: '', status: 'FAILURE', exists: false },
      ],
    })
  })
})

async function jobIdOf(processingId: string): Promise<number> {
  const { job_id } = await darkroom.app.db
    .selectFrom('processing')
    .select('job_id')
    .where('id', '=', processingId)
    .executeTakeFirstOrThrow()
  return job_id
}

async function unzipped(bytes: Buffer): Promise<[string, string][]> {
  const zip = await fromBufferPromise(bytes)
  const entries: [string, string][] = []
  for await (const entry of zip.eachEntry())
    entries.push([entry.fileName, await text(await zip.openReadStreamPromise(entry))])
  return entries
}
