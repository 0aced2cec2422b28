import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addAccessToken, revokeAccessToken } from '../../src/core/accounts/access-token.ts'
import { createCompany } from '../../src/core/accounts/company.ts'
import { createUser, setMembership } from '../../src/core/accounts/user.ts'
import { addToTally } from '../../src/core/jobs/totals.ts'
import { adminPassword, adminUser, startTestApp, type TestApp } from '../support/app.ts'
import { GuidesClient, jsonOf, processUrl, type RunStatus } from './guides-client.ts'
import { storeFiles } from './stored-files.ts'

const unknownId = '00000000-0000-4000-8000-000000000000'
let darkroom: TestApp
let client: GuidesClient
/** Of a processing that nobody works on. */
let waiting: string

beforeAll(async () => {
  darkroom = await startTestApp({ worker: false })
  const { engine } = darkroom.app
  await storeFiles(engine, [{ path: 'Demo/docs/a.txt', bytes: 'a' }])
  const other = await engine.db.transaction().execute(async (tx) => await createCompany(tx, 'Other'))
  await storeFiles(engine, [{ path: 'Other/secret.txt', bytes: 'b' }], other.id)
  const member = async (email: string, role: 'IpsUser' | 'ImagePortalUser') => {
    const user = await createUser(engine.db, { email, password: 'a long password' })
    await setMembership(engine.db, 1, user.id, role)
  }
  await member('writer@example.com', 'IpsUser')
  await member('looker@example.com', 'ImagePortalUser')
  client = new GuidesClient(darkroom.url, { user: 'writer@example.com:a long password' })
  waiting = await client.start('/content/dam/Demo')
})
afterAll(async () => await darkroom?.close())

describe('sign-in', () => {
  it.each([
    ['nothing', {}],
    ['a wrong password', { authorization: `Basic ${btoa('writer@example.com:wrong')}` }],
    ['Basic without a colon', { authorization: `Basic ${btoa('writer')}` }],
    ['an unknown token', { authorization: 'Bearer drk_none' }],
    ['an unknown scheme', { authorization: 'Digest x' }],
  ])('with %s is refused as JSON', async (_, headers: Record<string, string>) => {
    for (const path of [`${processUrl}/history`, '/bin/guides/v1/system/status']) {
      const answer = await fetch(darkroom.url + path, { headers })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic .*Bearer/)
      expect(await answer.json()).toEqual({ message: expect.any(String) })
    }
  })

  it('works with a token until it is revoked or over, and the database does not hold it', async () => {
    const { db } = darkroom.app
    const { token, id } = await addAccessToken(db, 'writer@example.com', { name: 'script', days: 1 })
    const script = new GuidesClient(darkroom.url, { token })
    expect((await script.get('/bin/guides/v1/system/status')).status).toBe(200)
    const rows = await db.selectFrom('access_token').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
    await revokeAccessToken(db, id)
    expect((await script.get('/bin/guides/v1/system/status')).status).toBe(401)

    const over = await addAccessToken(db, 'writer@example.com', { name: '', days: 1 })
    await db
      .updateTable('access_token')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('id', '=', over.id)
      .execute()
    const late = new GuidesClient(darkroom.url, { token: over.token })
    expect((await late.get('/bin/guides/v1/system/status')).status).toBe(401)
  })

  it('lets nobody see or touch what belongs to another company', async () => {
    const admin = new GuidesClient(darkroom.url, { user: `${adminUser}:${adminPassword}` })
    const foreign = await admin.start('/content/dam/Other')
    expect(
      (await client.post(processUrl, { path: '/content/dam/Other', type: 'ASSET_PROCESSING' })).status,
    ).toBe(400)
    for (const verb of ['cancel', 'resume'])
      expect((await client.post(`${processUrl}/${verb}`, { processingId: foreign })).status).toBe(400)
    expect((await client.get(`${processUrl}/status?processingId=${foreign}`)).status).toBe(400)
    const { executionHistory } = await jsonOf<{ executionHistory: RunStatus[] }>(
      await client.get(`${processUrl}/history`),
    )
    expect(executionHistory.map((run) => run.path)).toEqual(['/content/dam/Demo'])
  })

  it('of somebody who may only look: nothing is started', async () => {
    const looker = new GuidesClient(darkroom.url, { user: 'looker@example.com:a long password' })
    const answer = await looker.post(processUrl, { path: '/content/dam/Demo', type: 'ASSET_PROCESSING' })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toEqual({ message: expect.stringContaining('ImagePortalUser') })
  })
})

describe('a start is refused', () => {
  const start = { path: '/content/dam/Demo', type: 'ASSET_PROCESSING' }
  it.each([
    ['no path', { type: 'ASSET_PROCESSING' }, /^path is missing; expected the absolute path/],
    ['an empty path', { ...start, path: '' }, /^path: '' is not allowed/],
    ['a blank path', { ...start, path: '  ' }, /^path: ' {2}' must be a path/],
    ['a number as path', { ...start, path: 5 }, /^path: 5 is not allowed/],
    [
      'a relative path',
      { ...start, path: 'content/dam/Demo' },
      /^path: 'content\/dam\/Demo' must be absolute/,
    ],
    [
      'a path outside',
      { ...start, path: '/etc/passwd' },
      /^path: '\/etc\/passwd' must lie below \/content\/dam/,
    ],
    ['a path that climbs', { ...start, path: '/content/dam/Demo/../x' }, /^path: .* may not hold/],
    ['a path with NUL', { ...start, path: '/content/dam/De\0mo' }, /^path: .* control/],
    ['half a character', { ...start, path: '/content/dam/\ud800' }, /^path: .* control/],
    [
      'a path that is not there',
      { ...start, path: '/content/dam/Demo/none' },
      /^path: '.*none' does not exist/,
    ],
    ['the path of no company', { ...start, path: '/content/dam/nobody' }, /^path: '.*nobody' does not exist/],
    ['all companies', { ...start, path: '/content/dam' }, /^path: '\/content\/dam' does not exist/],
    ['no type', { path: '/content/dam/Demo' }, /^type is missing; expected ASSET_PROCESSING/],
    [
      'an unknown type',
      { ...start, type: 'PUBLISH' },
      /^type: 'PUBLISH' is not allowed; expected ASSET_PROCESSING/,
    ],
    ['a filter that is no object', { ...start, filter: 7 }, /^filter: 7 is not allowed/],
    ['an unknown filter', { ...start, filter: { size: 1 } }, /^filter\.size: 1 is not allowed/],
    [
      'an unknown file type',
      { ...start, filter: { fileTypes: ['DITAMAP', 'PDF'] } },
      /^filter\.fileTypes.*DITATOPIC/,
    ],
    [
      'a time as text',
      { ...start, filter: { startTime: 'now' } },
      /^filter\.startTime: 'now' is not allowed; .*milliseconds/,
    ],
    ['a negative time', { ...start, filter: { endTime: -1 } }, /^filter\.endTime: -1 /],
    [
      'times the wrong way round',
      { ...start, filter: { startTime: 2, endTime: 1 } },
      /^filter\.startTime: '2' must not be after/,
    ],
    [
      'no truth value',
      { ...start, filter: { filterProcessedAssets: 'maybe' } },
      /^filter\.filterProcessedAssets: 'maybe'/,
    ],
    ['excluded paths that are numbers', { ...start, excludedPaths: [1] }, /^excludedPaths/],
    [
      'an excluded path outside',
      { ...start, excludedPaths: ['etc'] },
      /^excludedPaths: 'etc' must lie below/,
    ],
    ['no JSON', '{"path": ', /^The body is no JSON/],
    ['a list', '[]', /^The body must be a JSON object/],
    ['nothing', '', /^path is missing/],
    ['deeply nested JSON', '['.repeat(500_000), /^The body is no JSON/],
  ])('with %s', async (_, body, message) => {
    const answer = await client.post(processUrl, body)
    expect(await answer.json()).toEqual({ message: expect.stringMatching(message) })
    expect(answer.status).toBe(400)
  })

  it('with a body that is too large', async () => {
    const answer = await client.post(processUrl, { ...start, excludedPaths: 'x'.repeat(5_000_000) })
    expect(answer.status).toBe(413)
    expect(await answer.json()).toEqual({ message: expect.any(String) })
  })
})

describe('a look at the log is refused', () => {
  it.each([
    ['offset', '-1'],
    ['offset', '99999999999999999999'],
    ['offset', '1.5'],
    ['offset', 'x'],
    ['limit', '-5'],
    ['limit', '0'],
    ['limit', '10001'],
    ['tail', '-1'],
    ['tail', '1e9'],
  ])('with %s=%s', async (name, value) => {
    const answer = await client.get(`${processUrl}/logs?processingId=${waiting}&${name}=${value}`)
    const { message } = await jsonOf(answer)
    expect(answer.status).toBe(400)
    expect(message).toMatch(new RegExp(`^${name}: '?${value}'? is not allowed; expected .* from `))
  })
})

describe('a question who uses whom is refused', () => {
  it.each([
    ['', /^path is missing; expected the path/],
    ['path=/etc', /^path: '\/etc' must lie below/],
    ['path=/content/dam/Demo/none', /^path: '.*none' does not exist/],
    ['path=/content/dam/Other', /^path: '.*Other' does not exist/],
    ['path=/content/dam/Other/secret.txt', /^path: '.*secret.txt' does not exist/],
    ['path=/content/dam/Demo&direction=up', /^direction: 'up' is not allowed; expected from/],
    ['path=/content/dam/Demo&state=broken', /^state: 'broken' is not allowed; expected one of Whole, Broken/],
    ['path=/content/dam/Demo&offset=-1', /^offset: -1 is not allowed; expected the number of uses/],
    ['path=/content/dam/Demo&limit=10001', /^limit: 10001 is not allowed; expected .* to 10000/],
  ])('with ?%s', async (query, message) => {
    const answer = await client.get(`/bin/guides/v1/assets/uses?${query}`)
    expect(answer.status).toBe(400)
    expect((await jsonOf(answer)).message).toMatch(message)
  })
})

describe('a processingId', () => {
  it.each(['x', unknownId, '%00', "'; drop table job", '1'.repeat(5_000)])(
    '%s is unknown everywhere',
    async (id) => {
      for (const path of ['status', 'logs', 'logs/download']) {
        const answer = await client.get(`${processUrl}/${path}?processingId=${id}`)
        expect(answer.status).toBe(400)
        expect(await answer.json()).toEqual({ message: expect.stringMatching(/^processingId: /) })
      }
      for (const verb of ['cancel', 'resume']) {
        const answer = await client.post(`${processUrl}/${verb}`, { processingId: decodeURIComponent(id) })
        expect(answer.status).toBe(400)
        expect(await answer.json()).toEqual({ message: expect.stringMatching(/^processingId: /) })
      }
    },
  )

  it.each(['status', 'logs', 'logs/download', 'cancel', 'resume'])('is needed for %s', async (path) => {
    const isGet = path !== 'cancel' && path !== 'resume'
    const answer = isGet
      ? await client.get(`${processUrl}/${path}`)
      : await client.post(`${processUrl}/${path}`, {})
    expect(answer.status).toBe(400)
    expect((await jsonOf(answer)).message).toMatch(/^processingId is missing/)
  })

  it.each<[string, (id: string) => [string, unknown]]>([
    ['JSON', (id) => ['', { processingId: id }]],
    ['a form', (id) => ['', new URLSearchParams({ processingId: id })]],
    ['a multipart form', (id) => ['', formOf(id)]],
    ['a query', (id) => [`?processingId=${id}`, '']],
  ])('may come as %s', async (_, requestOf) => {
    const id = await client.start('/content/dam/Demo/docs/a.txt')
    const [query, body] = requestOf(id)
    const cancelled = await client.post(`${processUrl}/cancel${query}`, body)
    expect(cancelled.status).toBe(200)
    expect(await cancelled.json()).toMatchObject({ processingId: id, cancellable: false })
    const again = await client.post(`${processUrl}/cancel${query}`, body)
    expect(again.status).toBe(400)
    expect((await jsonOf(again)).message).toContain(id)
  })

  it('of one that waits can not be resumed', async () => {
    const answer = await client.post(`${processUrl}/resume`, { processingId: waiting })
    expect(answer.status).toBe(400)
    expect((await jsonOf(answer)).message).toContain('its status is WAITING; expected CANCELLED or FAILED')
  })
})

describe('the answer', () => {
  it('of status has every documented field', async () => {
    expect(await client.status(waiting)).toEqual({
      processingId: waiting,
      path: '/content/dam/Demo',
      excludedPaths: [],
      status: 'WAITING',
      triggeredCount: 0,
      startedAt: 0,
      completedAt: 0,
      hasLogs: true,
      createdBy: 'writer@example.com',
      type: 'ASSET_PROCESSING',
      migrationSet: { totalFiles: 0, calculationStatus: 'WAITING' },
      eta: { value: -1, unit: 'SECONDS' },
      comments: '',
      filter: { fileTypes: [], filterProcessedAssets: false },
      restartable: false,
      resumable: false,
      cancellable: true,
    })
  })

  it('of status tells the time left once all files are counted', async () => {
    const { db } = darkroom.app
    const id = await client.start('/content/dam/Demo/docs')
    const processing = db.updateTable('processing').where('id', '=', id)
    const { job_id } = await processing
      .set({ total_files: 100, count_status: 'RUNNING' })
      .returning('job_id')
      .executeTakeFirstOrThrow()
    await db
      .updateTable('job')
      .set({ state: 'Running', started_at: new Date(Date.now() - 10_000) })
      .where('id', '=', job_id)
      .execute()
    await db.transaction().execute(async (tx) => await addToTally(tx, job_id, { total: 20, update: 10 }))
    expect((await client.status(id)).eta.value).toBe(-1)
    await processing.set({ count_status: 'SUCCESS' }).execute()
    const { eta } = await client.status(id)
    expect(eta.value).toBeGreaterThanOrEqual(90)
    expect(eta.value).toBeLessThan(900)
  })

  it('of the system names its database', async () => {
    const answer = await client.get('/bin/guides/v1/system/status')
    expect(await answer.json()).toEqual({ isDatabase: true, databaseConnectionCheck: 'passed' })
  })

  it('keeps excluded paths and filters as they were meant', async () => {
    const filter = { fileTypes: 'DITATOPIC', startTime: 1, endTime: 2 }
    const id = await client.start('/content/dam/Demo/', { excludedPaths: 'content/dam/Demo/x/', filter })
    expect(await client.status(id)).toMatchObject({
      path: '/content/dam/Demo',
      excludedPaths: ['/content/dam/Demo/x'],
      filter: { fileTypes: ['DITATOPIC'], startTime: 1, endTime: 2, filterProcessedAssets: false },
    })
  })

  it('takes optional values that are null or empty to be absent', async () => {
    for (const none of [null, '']) {
      const id = await client.start('/content/dam/Demo', {
        excludedPaths: none,
        filter: { fileTypes: none, startTime: none, endTime: none, filterProcessedAssets: none },
      })
      const filter = { fileTypes: [], filterProcessedAssets: false }
      expect(await client.status(id)).toMatchObject({ excludedPaths: [], filter })
      await client.start('/content/dam/Demo', { filter: none })
    }
    const form = 'path=/content/dam/Demo&type=ASSET_PROCESSING&excludedPaths=&filter='
    expect((await client.post(processUrl, new URLSearchParams(form))).status).toBe(200)
    const logs = await client.get(`${processUrl}/logs?processingId=${waiting}&offset=&limit=1&tail=`)
    expect(await logs.json()).toMatchObject({ offset: 0, limit: 1 })
    const answer = await client.post(processUrl, { path: null, type: 'ASSET_PROCESSING' })
    expect((await jsonOf(answer)).message).toMatch(/^path: null is not allowed/)
  })

  it('of openapi.json tells every way in which a POST takes its parameters', async () => {
    const document = await jsonOf<{ paths: Record<string, Record<string, Operation>> }>(
      await fetch(`${darkroom.url}/openapi.json`),
    )
    const { parameters, requestBody } = document.paths[`${processUrl}/cancel`]?.post ?? {}
    expect(parameters).toMatchObject([{ name: 'processingId', in: 'query', required: false }])
    expect(requestBody?.required).toBe(false)
    expect(Object.keys(requestBody?.content ?? {})).toEqual([
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
    ])
    const start = document.paths[processUrl]?.post?.parameters ?? []
    const filter = start.find(({ name }) => name === 'filter')
    expect(filter).toHaveProperty(['content', 'application/json', 'schema', 'type'], 'object')
    const inQuery = new URLSearchParams({
      path: '/content/dam/Demo',
      type: 'ASSET_PROCESSING',
      filter: '{"fileTypes": ["OTHERS"]}',
    })
    expect((await client.post(`${processUrl}?${inQuery}`, '')).status).toBe(200)
  })

  it('of openapi.json and the page describes what there is', async () => {
    const document = await jsonOf<{ openapi: string; paths: Record<string, object> }>(
      await fetch(`${darkroom.url}/openapi.json`),
    )
    expect(document.openapi).toBe('3.1.0')
    for (const path of Object.keys(document.paths))
      for (const method of Object.keys(document.paths[path] ?? {})) {
        const answer = await fetch(darkroom.url + path, { method: method.toUpperCase() })
        expect(answer.status, `${method} ${path}`).toBe(401)
      }
    expect(Object.keys(document.paths).sort()).toEqual(
      [
        processUrl,
        `${processUrl}/cancel`,
        `${processUrl}/history`,
        `${processUrl}/logs`,
        `${processUrl}/logs/download`,
        `${processUrl}/resume`,
        `${processUrl}/status`,
        '/bin/guides/v1/assets/status',
        '/bin/guides/v1/assets/uses',
        '/bin/guides/v1/system/status',
      ].sort(),
    )
    const page = await fetch(`${darkroom.url}/bin/guides/docs`)
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
    const html = await page.text()
    expect(html).not.toContain('<script')
    expect(html).toContain(`${processUrl}/resume`)
  })
})

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly required: boolean }[]
  readonly requestBody?: { readonly required: boolean; readonly content: object }
}

function formOf(id: string): FormData {
  const form = new FormData()
  form.set('processingId', id)
  return form
}
