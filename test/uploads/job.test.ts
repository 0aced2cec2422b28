import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweep } from '../../src/core/jobs/sweep.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { elements, jobEnded, soap } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { authPart, type Fault, faultIn, filePart, handleIn, paramsPart, postForm } from './form.ts'
import { assetRow, assetsNamed, jobIdOf, traces } from './state.ts'

let darkroom: TestApp
let url: string

beforeAll(async () => {
  darkroom = await startTestApp()
  url = darkroom.url
})
afterAll(async () => await darkroom.close())

const idleMinutes = 30

function text(name: string, content = name) {
  return { name, bytes: Buffer.from(content) }
}

async function refusal(jobHandle: string): Promise<Fault> {
  const reply = await postForm(url, [authPart(), paramsPart({ jobHandle }), filePart('late.txt', 'late')])
  expect(reply.status).toBe(500)
  return faultIn(reply.text)
}

/** As if the last POST had been so many minutes ago; then what each worker does every few seconds. */
async function letPass(jobHandle: string, minutes: number): Promise<void> {
  await darkroom.app.db
    .updateTable('job')
    .set({ last_post_at: new Date(Date.now() - minutes * 60_000) })
    .where('id', '=', jobIdOf(jobHandle))
    .execute()
  await sweep(darkroom.app.engine, idleMinutes)
}

async function isActive(jobHandle: string): Promise<boolean> {
  const { body } = await soap(url, {
    operation: 'getActiveJobs',
    param: `<companyHandle>c|1</companyHandle><jobHandle>${jobHandle}</jobHandle>`,
  })
  return elements(body, 'jobHandle').length > 0
}

describe('an upload job', () => {
  it('begins with a jobName and goes on under the jobHandle, whose POSTs all feed one job', async () => {
    const jobHandle = await uploaded(url, { jobName: 'summer shoes', files: [text('s1.txt')] })
    expect(jobHandle).toMatch(/^j\|1\|\|summer shoes\|\d+$/)
    expect(await uploaded(url, { jobHandle, files: [text('s2.txt')] })).toBe(jobHandle)
    expect(await uploaded(url, { jobHandle, files: [text('s3.txt')], endJob: true })).toBe(jobHandle)
    expect((await jobEnded(url, jobHandle)).counts).toMatchObject({ success: 3, total: 3 })
  })

  it('is a new one for each jobName POST, also under a name that was used before', async () => {
    const handles = [await uploaded(url, { jobName: 'twice' }), await uploaded(url, { jobName: 'twice' })]
    expect(new Set(handles).size).toBe(2)
  })

  it('is found by the handle without the run number: the newest of that name', async () => {
    await uploaded(url, { jobName: 'by name' })
    const newest = await uploaded(url, { jobName: 'by name' })
    expect(await uploaded(url, { jobHandle: 'j|1|by name||', endJob: true })).toBe(newest)
  })

  it('keeps its name when that holds what XML must escape', async () => {
    const jobHandle = await uploaded(url, { jobName: 'A &amp; &lt;B&gt; "ü"' })
    expect(jobHandle).toMatch(/^j\|1\|\|A &amp; &lt;B&gt; &quot;ü&quot;\|\d+$/)
    expect(await uploaded(url, { jobHandle, endJob: true })).toBe(jobHandle)
  })

  it.each([['c|1'], ['1']])('is begun with companyHandle %s', async (companyHandle) => {
    expect(await uploaded(url, { companyHandle, jobName: 'of company', endJob: true })).toMatch(/^j\|1\|\|/)
  })

  it.each([
    ['with other settings', '<overwrite>true</overwrite><readyForPublish>true</readyForPublish>'],
    ['with settings that are wrong', '<overwrite>perhaps</overwrite><emailSetting>Never</emailSetting>'],
  ])('ignores the uploadParams of later POSTs: %s', async (what, settings) => {
    const name = what.replaceAll(' ', '-')
    const jobHandle = await uploaded(url, { jobName: name, readyForPublish: false, overwrite: false })
    const params = paramsPart({ jobHandle, endJob: true })
    const body = String(params.body).replace('</up', `<uploadParams>${settings}</uploadParams></up`)
    const later = [
      { ...params, body },
      authPart(),
      filePart(`${name}.txt`, '1'),
      filePart(`${name}.txt`, '2'),
    ]
    expect(handleIn(await postForm(url, later))).toBe(jobHandle)
    expect((await jobEnded(url, jobHandle)).counts).toMatchObject({ success: 1, duplicate: 1 })
    expect((await assetRow(darkroom, name)).ready_for_publish).toBe(false)
  })

  it('knows its sender by the connection, not by what a header says', async () => {
    const jobHandle = await uploaded(url, { jobName: 'no proxy' })
    const claim = { 'x-forwarded-for': '192.0.2.7' }
    const reply = await postForm(url, [authPart(), paramsPart({ jobHandle, endJob: true })], claim)
    expect(handleIn(reply)).toBe(jobHandle)
  })

  it('takes POSTs in parallel, and every file arrives once', async () => {
    const jobHandle = await uploaded(url, { jobName: 'parallel' })
    const posts = Array.from({ length: 8 }, (_, post) =>
      uploaded(url, {
        jobHandle,
        destFolder: 'parallel',
        files: [1, 2, 3].map((n) => text(`p${post}-${n}.txt`, `file ${n} of POST ${post}`)),
      }),
    )
    expect(new Set(await Promise.all(posts))).toEqual(new Set([jobHandle]))
    await uploaded(url, { jobHandle, endJob: true })
    const log = await jobEnded(url, jobHandle)
    expect(log.counts).toEqual({ success: 24, update: 0, duplicate: 0, error: 0, warning: 0, total: 24 })
    const arrived = log.lines.filter(({ type }) => type === 'UploadSuccess').map(({ assetName }) => assetName)
    expect(new Set(arrived).size).toBe(24)
    expect(await assetsNamed(url, 'p7-3')).toHaveLength(1)
  })
})

describe('endJob', () => {
  it('closes the job: a later POST is refused and leaves nothing', async () => {
    const jobHandle = await uploaded(url, { jobName: 'closed', files: [text('c.txt')], endJob: true })
    await jobEnded(url, jobHandle)
    const before = await traces(darkroom)
    const fault = await refusal(jobHandle)
    expect(fault).toMatchObject({ name: 'ipsApiFault', code: '30001' })
    expect(fault.reason).toContain(jobHandle)
    expect(await traces(darkroom)).toEqual(before)
  })

  it('may come alone, without a file', async () => {
    const jobHandle = await uploaded(url, { jobName: 'ends alone', files: [text('e.txt')] })
    expect(await uploaded(url, { jobHandle, endJob: true })).toBe(jobHandle)
    expect((await jobEnded(url, jobHandle)).counts).toMatchObject({ success: 1, total: 1 })
  })

  it('ends a job that never got a file', async () => {
    const jobHandle = await uploaded(url, { jobName: 'empty', endJob: true })
    expect((await jobEnded(url, jobHandle)).counts).toMatchObject({ total: 0, error: 0 })
  })

  it('is false by default and when it says so: the job stays open with its files done', async () => {
    const jobHandle = await uploaded(url, { jobName: 'open', files: [text('o.txt')] })
    await uploaded(url, { jobHandle, endJob: false })
    await expect.poll(async () => await assetsNamed(url, 'o')).toHaveLength(1)
    await sweep(darkroom.app.engine, idleMinutes)
    expect(await isActive(jobHandle)).toBe(true)
  })
})

describe('a job without endJob', () => {
  it('stays open until its last POST is as long ago as the setting says', async () => {
    const jobHandle = await uploaded(url, { jobName: 'nearly idle' })
    await letPass(jobHandle, idleMinutes - 1)
    expect(await isActive(jobHandle)).toBe(true)
    expect(await uploaded(url, { jobHandle })).toBe(jobHandle)
  })

  it('counts from its last POST, not from its first', async () => {
    const jobHandle = await uploaded(url, { jobName: 'kept busy' })
    await letPass(jobHandle, idleMinutes - 1)
    await uploaded(url, { jobHandle, files: [text('busy.txt')] })
    await sweep(darkroom.app.engine, 1)
    expect(await isActive(jobHandle)).toBe(true)
  })

  it('then ends with a warning in its log, and takes no more files', async () => {
    const jobHandle = await uploaded(url, { jobName: 'idle', files: [text('idle.txt')] })
    await letPass(jobHandle, idleMinutes + 1)
    const log = await jobEnded(url, jobHandle)
    expect(log.counts).toMatchObject({ success: 1, total: 1 })
    expect(log.lines.filter(({ type }) => type === 'UploadWarning')).toMatchObject([
      { message: expect.stringContaining('30 minutes') },
    ])
    expect(await refusal(jobHandle)).toMatchObject({ name: 'ipsApiFault', code: '30001' })
  })
})
