import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../../src/core/accounts/company.ts'
import { createUser, setMembership } from '../../../src/core/accounts/user.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { elements, textOf } from '../../support/soap.ts'
import { waitFor } from '../../support/wait-for.ts'
import { answer, jobParam, outcome, submitted } from './call.ts'

let darkroom: TestApp
const anna = { user: 'anna@other', password: 'anna horse' }
const viewer = { user: 'viewer@demo', password: 'viewer horse' }
/** At noon of the first day of a year that is long to come. */
const far = '0 0 12 1 1 ? 2090'
const every = '* * * * * ?'

beforeAll(async () => {
  darkroom = await startTestApp()
  await darkroom.app.db.transaction().execute(async (tx) => {
    const other = await createCompany(tx, 'Other')
    const user = await createUser(tx, { email: anna.user, password: anna.password })
    await setMembership(tx, other.id, user.id, 'IpsUser')
    const portal = await createUser(tx, { email: viewer.user, password: viewer.password })
    await setMembership(tx, 1, portal.id, 'ImagePortalUser')
  })
})
afterAll(async () => await darkroom.close())

async function scheduled(param: string, more = {}) {
  const body = await answer(darkroom.url, { operation: 'getScheduledJobs', param, ...more })
  return elements(body, 'jobArray')[0]?.children ?? []
}

async function names(param: string, more = {}): Promise<(string | undefined)[]> {
  return (await scheduled(param, more)).map((job) => textOf(job, 'name'))
}

async function state(handle: string): Promise<string | undefined> {
  const [job] = await scheduled(jobParam(handle))
  return job && textOf(job, 'triggerState')
}

async function countRuns(originalName: string): Promise<number> {
  const rows = await darkroom.app.db
    .selectFrom('job')
    .select('id')
    .where('original_name', '=', originalName)
    .execute()
  return rows.length
}

async function act(operation: string, handle: string, more = {}) {
  return await outcome(darkroom.url, { operation, param: jobParam(handle), ...more })
}

describe('getScheduledJobs', () => {
  it('tells all of a schedule', async () => {
    const handle = await submitted(darkroom.url, {
      jobName: 'new year',
      execSchedule: far,
      description: 'the big one',
    })
    expect(handle).toBe('j|1|new year||')
    const [job] = await scheduled('<originalName>new year</originalName>')
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    expect(job?.children.map(({ name, text }) => [name, text])).toEqual([
      ['companyHandle', 'c|1'],
      ['jobHandle', 'j|1|new year||'],
      ['name', 'new year'],
      ['originalName', 'new year'],
      ['type', 'ImageServingPublish'],
      ['submitUserEmail', 'admin@localhost'],
      ['locale', 'en-US'],
      ['description', 'the big one'],
      ['execSchedule', far],
      ['nextFireTime', new Date(2090, 0, 1, 12).toISOString()],
      ['timeZone', zone],
      ['triggerState', 'Normal'],
      ['imageServingPublishJob', ''],
    ])
    expect(job && textOf(job, 'publishType')).toBe('Full')
  })

  it('tells secrets of a job to nobody, and of URLs their number', async () => {
    const upload =
      '<uploadUrlsJob><urlArray><items><sourceUrl>https://example.com/a.jpg</sourceUrl><destPath>a.jpg</destPath></items></urlArray>' +
      '<overwrite>true</overwrite><readyForPublish>true</readyForPublish><createMask>false</createMask>' +
      '<emailSetting>None</emailSetting><jwtToken>secret</jwtToken></uploadUrlsJob>'
    await submitted(darkroom.url, { jobName: 'fetch', execSchedule: far, job: upload })
    const namespace = 'http://www.scene7.com/IpsApi/xsd/2021-04-26-beta'
    const [job] = await scheduled('<originalName>fetch</originalName>', { namespace })
    const [told] = job ? elements(job, 'uploadUrlsJob') : []
    const fields = told?.children.map(({ name, text, children }) => [name, text, children.length])
    expect(fields?.slice(0, 3)).toEqual([
      ['urlArray', '', 0],
      ['numUrls', '1', 0],
      ['overwrite', 'true', 0],
    ])
    expect(fields?.map(([name]) => name)).not.toContain('jwtToken')
  })

  it('tells nobody the user, the password and the query of a URL that is called, in publish jobs afterwards too', async () => {
    const secret = 'https://ann:horse@shop.example/told?signature=battery'
    const publish = `<emailSetting>None</emailSetting><httpCompletionUrl>${secret}</httpCompletionUrl>`
    const upload =
      '<uploadUrlsJob><urlArray><items><sourceUrl>https://example.com/a.jpg</sourceUrl><destPath>a.jpg</destPath></items></urlArray>' +
      '<overwrite>true</overwrite><readyForPublish>true</readyForPublish><createMask>false</createMask><emailSetting>None</emailSetting>' +
      `<postHttpUrl>${secret}</postHttpUrl><postVideoPublishJob>${publish}</postVideoPublishJob></uploadUrlsJob>`
    await submitted(darkroom.url, { jobName: 'tell', execSchedule: far, job: upload })
    const [job] = await scheduled('<originalName>tell</originalName>')
    expect(job && ['postHttpUrl', 'httpCompletionUrl'].map((name) => textOf(job, name))).toEqual([
      'https://shop.example/told?...',
      'https://shop.example/told?...',
    ])
  })

  it('filters by company, job and name, and shows no other company', async () => {
    await submitted(darkroom.url, { jobName: 'spring', execSchedule: far })
    await answer(darkroom.url, {
      operation: 'submitJob',
      ...anna,
      param:
        '<companyHandle>c|2</companyHandle><jobName>spring</jobName><execSchedule>0 0 12 1 1 ? 2080</execSchedule>' +
        '<videoPublishJob><emailSetting>None</emailSetting></videoPublishJob>',
    })
    const companies = async (param: string, more = {}) =>
      (await scheduled(param, more)).map((job) => textOf(job, 'companyHandle'))
    const byName = '<originalName>spring</originalName>'
    expect(await companies(byName), 'the next one first').toEqual(['c|2', 'c|1'])
    expect(await companies(`<companyHandle>c|1</companyHandle>${byName}`)).toEqual(['c|1'])
    expect(await companies('', anna)).toEqual(['c|2'])
    for (const shape of ['j|1|spring||', '1|spring|', 'j|1|spring'])
      expect(await names(`<jobHandle>${shape}</jobHandle>`), shape).toEqual(['spring'])
    expect(await names('<jobHandle>j|1||spring|1</jobHandle>')).toEqual([])
    const param = '<jobHandle>j|1|spring||</jobHandle>'
    const foreign = await outcome(darkroom.url, { operation: 'getScheduledJobs', param, ...anna })
    expect(foreign.code).toBe('20000')
    const [old] = await scheduled(byName, { namespace: 'http://www.scene7.com/IpsApi/xsd', ...anna })
    expect(old && textOf(old, 'jobHandle')).toBe('2|spring|')
  })
})

describe('a schedule', () => {
  it('fires, each run under a name of its own; rests while it is paused; goes on; and can be deleted', async () => {
    const handle = await submitted(darkroom.url, { jobName: 'tick', execSchedule: every })
    await waitFor('two runs', async () => (await countRuns('tick')) >= 2)
    expect((await act('pauseJob', handle)).body.children).toEqual([])
    expect(await state(handle)).toBe('Paused')
    expect((await act('pauseJob', handle)).code, 'twice is no fault').toBe(undefined)

    const paused = await countRuns('tick')
    const clock = await submitted(darkroom.url, { jobName: 'clock', execSchedule: every })
    await waitFor('two runs of another schedule', async () => (await countRuns('clock')) >= 2)
    expect(await countRuns('tick')).toBe(paused)

    expect((await act('resumeJob', '1|tick|')).body.children).toEqual([])
    expect(await state(handle)).toBe('Normal')
    await waitFor('a further run', async () => (await countRuns('tick')) > paused)

    for (const one of [handle, clock]) expect((await act('deleteJob', one)).body.children).toEqual([])
    expect([await state(handle), await state(clock)]).toEqual([undefined, undefined])
    const rows = await darkroom.app.db
      .selectFrom('job')
      .select('name')
      .where('original_name', '=', 'tick')
      .execute()
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
  })

  it('can be executed now, paused or not, and keeps its time', async () => {
    const handle = await submitted(darkroom.url, { jobName: 'by hand', execSchedule: far })
    await act('pauseJob', handle)
    const before = await scheduled(jobParam(handle))
    expect((await act('executeJob', handle)).body.children).toEqual([])
    await waitFor('the run', async () => (await countRuns('by hand')) === 1)
    expect(await scheduled(jobParam(handle))).toEqual(before)
  })

  it('is not a run that can be stopped', async () => {
    const handle = await submitted(darkroom.url, { jobName: 'idle', execSchedule: far })
    const { code, reason } = await act('stopJob', handle)
    expect([code, reason]).toEqual(['30000', expect.stringContaining('is scheduled and does not run now')])
  })

  it('that can not be started keeps no other from it, and is seen', async () => {
    const { db } = darkroom.app
    const like = await submitted(darkroom.url, { jobName: 'like', execSchedule: far })
    const { id: _id, ...row } = await db
      .selectFrom('job_schedule')
      .selectAll()
      .where('original_name', '=', 'like')
      .executeTakeFirstOrThrow()
    const due = { ...row, params: JSON.stringify(row.params), next_fire_time: new Date(0) }
    await db
      .insertInto('job_schedule')
      .values([
        { ...due, original_name: 'broken', exec_schedule: 'now and then' },
        { ...due, original_name: 'of later', kind: 'holographyJob' },
        { ...due, original_name: 'whole' },
      ])
      .execute()
    await waitFor('the run of the one behind them', async () => (await countRuns('whole')) === 1)
    expect([await countRuns('broken'), await countRuns('of later')]).toEqual([0, 0])
    expect([await state('j|1|broken||'), await state('j|1|of later||')]).toEqual(['Error', 'Normal'])
    const [unknown] = await scheduled(jobParam('j|1|of later||'))
    expect(unknown && textOf(unknown, 'type')).toBe('holographyJob')
    const { code, reason } = await act('executeJob', 'j|1|of later||')
    expect([code, reason]).toEqual(['30000', 'This server does not know jobs of the kind holographyJob.'])

    await db
      .updateTable('job_schedule')
      .set({ exec_schedule: far })
      .where('original_name', '=', 'broken')
      .execute()
    expect((await act('resumeJob', 'j|1|broken||')).code).toBeUndefined()
    expect(await state('j|1|broken||')).toBe('Normal')
    await act('deleteJob', like)
  })

  it('is one of several with its name: the newest', async () => {
    await submitted(darkroom.url, { jobName: 'twin', execSchedule: far })
    const handle = await submitted(darkroom.url, { jobName: 'twin', execSchedule: '0 0 12 1 1 ? 2070' })
    await act('deleteJob', handle)
    const [left] = await scheduled(jobParam(handle))
    expect(left && textOf(left, 'execSchedule')).toBe(far)
  })
})

describe.each(['pauseJob', 'resumeJob', 'stopJob', 'deleteJob', 'executeJob'])('%s', (operation) => {
  it.each([
    ['an unknown name', 'j|1|nobody||', {}, '30001', "There is no job 'j|1|nobody||'"],
    ['an unknown run', 'j|1||nobody|987654', {}, '30001', "There is no job 'j|1||nobody|987654'"],
    ['no handle at all', 'nobody', {}, '30001', "jobHandle: 'nobody'"],
    ['a job of another company', 'j|2|spring||', {}, '20000', 'is of another company'],
    ['a company of others', 'j|1|spring||', anna, '20000', 'no active member of company 1'],
    ['a role that may not', 'j|1|spring||', viewer, '20003', 'ImagePortalUser'],
  ])('has a fault for %s', async (_what, handle, who, code, reason) => {
    const fault = await act(operation, handle, who)
    expect([fault.code, fault.reason]).toEqual([code, expect.stringContaining(reason)])
  })
})
