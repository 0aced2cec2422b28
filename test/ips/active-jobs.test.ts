import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../src/core/accounts/company.ts'
import { createUser, setMembership } from '../../src/core/accounts/user.ts'
import { adminPassword, adminUser, startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { elements, soap, textOf } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'

let darkroom: TestApp
let spring: string
let summer: string
let foreign: string

/** Nothing takes work from the queue until a test says so: what is uploaded stays open. */
beforeAll(async () => {
  darkroom = await startTestApp({ worker: false })
  const { url, app } = darkroom
  await app.db.transaction().execute(async (tx) => {
    const other = await createCompany(tx, 'Other')
    const user = await createUser(tx, { email: 'user@other', password: 'other horse' })
    await setMembership(tx, other.id, user.id, 'IpsUser')
  })
  const picture = await plainPng(20, 10, 'green')
  const files = ['a.png', 'b.png', 'c.png'].map((name) => ({ name, bytes: picture }))
  spring = await uploaded(url, { jobName: 'spring', files: files.slice(0, 2), emailSetting: 'Error' })
  summer = await uploaded(url, { jobName: 'summer', files })
  foreign = await uploaded(url, {
    jobName: 'spring',
    companyHandle: 'c|2',
    user: 'user@other',
    password: 'other horse',
    files: files.slice(0, 1),
  })
})
afterAll(async () => await darkroom.close())

async function activeJobs(param: string, user = adminUser, password = adminPassword) {
  const { status, body } = await soap(darkroom.url, { operation: 'getActiveJobs', param, user, password })
  expect(status).toBe(200)
  return body
}

async function handles(param: string, user?: string, password?: string): Promise<string[]> {
  return elements(await activeJobs(param, user, password), 'jobHandle').map(({ text }) => text)
}

describe('a filter of getActiveJobs', () => {
  it('is not needed: all that the caller may see, the oldest first', async () => {
    expect(await handles('')).toEqual([spring, summer, foreign])
    expect(await handles('', 'user@other', 'other horse')).toEqual([foreign])
  })

  it('by company', async () => {
    expect(await handles('<companyHandle>c|1</companyHandle>')).toEqual([spring, summer])
    expect(await handles('<companyHandle>2</companyHandle>')).toEqual([foreign])
  })

  it('by job, with every shape of its handle', async () => {
    const id = summer.split('|').at(-1)
    const shapes = [summer, `1||summer|${id}`, 'j|1||summer', '1||summer', 'j|1|summer||', '1|summer|']
    for (const shape of shapes)
      expect(await handles(`<jobHandle>${shape}</jobHandle>`), shape).toEqual([summer])
    expect(await handles('<jobHandle>j|1||summer|987654</jobHandle>')).toEqual([])
  })

  it('by the name that the job was submitted under', async () => {
    expect(await handles('<originalName>spring</originalName>')).toEqual([spring, foreign])
    expect(await handles('<companyHandle>c|1</companyHandle><originalName>spring</originalName>')).toEqual([
      spring,
    ])
    expect(await handles('<originalName>winter</originalName>')).toEqual([])
  })

  it('never finds the job of another company', async () => {
    const other = { user: 'user@other', password: 'other horse' }
    const job = `<jobHandle>${spring}</jobHandle>`
    for (const call of [{ param: job, ...other }, { param: `<companyHandle>c|2</companyHandle>${job}` }])
      for (const operation of ['getActiveJobs', 'getScheduledJobs']) {
        const { body } = await soap(darkroom.url, { operation, ...call })
        expect([operation, textOf(body, 'code'), textOf(body, 'reason')]).toEqual([
          operation,
          '20000',
          expect.stringContaining(`jobHandle: '${spring}' is of`),
        ])
      }
  })
})

describe('an active job', () => {
  it('counts its open files', async () => {
    const body = await activeJobs(`<jobHandle>${summer}</jobHandle>`)
    const facts = [
      'state',
      'totalSize',
      'progress',
      'progressMessage',
      'taskState',
      'numProcessed',
      'numPending',
    ]
    expect(facts.map((name) => textOf(body, name))).toEqual([
      'Running',
      '3',
      '0',
      '0 of 3 files',
      'Processing',
      '0',
      '3',
    ])
  })

  it('tells when it last got on, which stands still while nothing happens', async () => {
    const lastProgress = async () =>
      Date.parse(textOf(await activeJobs(`<jobHandle>${foreign}</jobHandle>`), 'lastProgressUpdate') ?? '')
    const first = await lastProgress()
    expect(Date.now() - first).toBeLessThan(60_000)
    const asked = Date.now()
    await waitFor('the clock', async () => Date.now() > asked)
    expect(await lastProgress()).toBe(first)
    await uploaded(darkroom.url, {
      jobHandle: foreign,
      companyHandle: 'c|2',
      user: 'user@other',
      password: 'other horse',
      files: [{ name: 'd.png', bytes: await plainPng(20, 10, 'blue') }],
    })
    expect(await lastProgress()).toBeGreaterThan(first)
  })

  it('echoes the options that it was made with', async () => {
    const body = await activeJobs(`<jobHandle>${spring}</jobHandle>`)
    const [options] = elements(body, 'uploadPostJob')
    expect(options?.children.map(({ name, text }) => `${name}=${text}`)).toEqual([
      'overwrite=true',
      'readyForPublish=true',
      'createMask=false',
      'emailSetting=Error',
    ])
  })

  it('that waits to start is shown only where it is asked for', async () => {
    const param =
      '<companyHandle>c|1</companyHandle><jobName>release</jobName><imageServingPublishJob>' +
      '<publishType>Full</publishType><emailSetting>None</emailSetting></imageServingPublishJob>'
    await soap(darkroom.url, { operation: 'submitJob', param })
    expect(await handles('<originalName>release</originalName>')).toEqual([])
    const body = await activeJobs(
      '<originalName>release</originalName><includeWaitingJobs>true</includeWaitingJobs>',
    )
    expect(textOf(body, 'type')).toBe('ImageServingPublish')
    expect(textOf(body, 'publishType')).toBe('Full')
    expect(textOf(body, 'jobHandle')).toMatch(/^j\|1\|\|release_\d{4}-\d\d-\d\d-\d\d:\d\d:\d\d\.\d{3}\|\d+$/)
  })

  it('waits for its client when its files are done, and is gone when it has ended', async () => {
    const { url, app } = darkroom
    const stop = await app.startWorker()
    try {
      const body = await waitFor('the files of the job', async () => {
        const job = await activeJobs(`<jobHandle>${summer}</jobHandle>`)
        return textOf(job, 'state') === 'WaitingClient' && job
      })
      expect(['progress', 'progressMessage', 'taskState'].map((name) => textOf(body, name))).toEqual([
        '100',
        '3 of 3 files',
        'Done',
      ])
      await uploaded(url, { jobHandle: summer, endJob: true })
      await waitFor(
        'the end of the job',
        async () => (await handles(`<jobHandle>${summer}</jobHandle>`)).length === 0,
      )
    } finally {
      await stop(5_000)
    }
  })
})
