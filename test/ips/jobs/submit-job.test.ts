import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, setMembership } from '../../../src/core/accounts/user.ts'
import { jobElements } from '../../../src/faces/ips/types/jobs.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { elements, jobEnded, textOf } from '../../support/soap.ts'
import { waitFor } from '../../support/wait-for.ts'
import { answer, jobParam, outcome, publishJob, submission, submitted } from './call.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

const videoJob = '<videoPublishJob><emailSetting>None</emailSetting></videoPublishJob>'
const soon = () => new Date(Date.now() + 3_600_000).toISOString()

async function fault(param: string) {
  const { code, reason } = await outcome(darkroom.url, { operation: 'submitJob', param })
  return { code, reason }
}

async function scheduled(originalName: string) {
  const body = await answer(darkroom.url, {
    operation: 'getScheduledJobs',
    param: `<originalName>${originalName}</originalName>`,
  })
  return elements(body, 'jobArray')[0]?.children ?? []
}

async function runs(originalName: string) {
  return await darkroom.app.db
    .selectFrom('job')
    .selectAll()
    .where('original_name', '=', originalName)
    .execute()
}

it('every job element of the schema has a kind of job', () => {
  const { kinds } = darkroom.app.engine
  expect(Object.keys(jobElements).filter((name) => kinds.find(name) === undefined)).toEqual([])
})

describe('submitJob refuses', () => {
  it('a request without a job, and names what it expects', async () => {
    const { code, reason } = await fault(submission({ jobName: 'none', job: '' }))
    expect(code).toBe('30001')
    for (const name of Object.keys(jobElements)) expect(reason).toContain(name)
  })

  it('two jobs at once', async () => {
    const { code, reason } = await fault(submission({ jobName: 'two', job: publishJob + videoJob }))
    expect(code).toBe('30001')
    expect(reason).toContain('has imageServingPublishJob and videoPublishJob; expected exactly one of')
  })

  it('the kind of job that only the UploadFile servlet makes', async () => {
    const job =
      '<uploadPostJob><overwrite>true</overwrite><readyForPublish>true</readyForPublish>' +
      '<createMask>false</createMask><emailSetting>None</emailSetting></uploadPostJob>'
    expect((await fault(submission({ jobName: 'post', job }))).code).toBe('30001')
  })

  it.each([
    ['both times', { execTime: soon(), execSchedule: '0 0 12 * * ?' }, '30001', 'execTime and execSchedule'],
    ['a bad cron text', { execSchedule: '0 0 25 * * ?' }, '30001', 'execSchedule "0 0 25 * * ?" has "25"'],
    ['five cron fields', { execSchedule: '0 12 * * ?' }, '30001', 'has 5 fields'],
    ['a time that never comes', { execSchedule: '0 0 0 31 2 ?' }, '30001', 'never comes to a time again'],
    ['a bad execTime', { execTime: '2026-13-01T00:00:00Z' }, '30001', 'execTime is "2026-13-01T00:00:00Z"'],
  ])('%s', async (_what, when, code, reason) => {
    expect(await fault(submission({ jobName: 'refused', ...when }))).toEqual({
      code,
      reason: expect.stringContaining(reason),
    })
    expect([await scheduled('refused'), await runs('refused')]).toEqual([[], []])
  })

  it.each(['', '<urlArray/>'])('files from URLs without a URL: "%s"', async (urls) => {
    const job =
      `<uploadUrlsJob>${urls}<overwrite>true</overwrite><readyForPublish>true</readyForPublish>` +
      '<createMask>false</createMask><emailSetting>None</emailSetting></uploadUrlsJob>'
    expect(await fault(submission({ jobName: 'empty', job }))).toEqual({
      code: '30002',
      reason: expect.stringContaining('uploadUrlsJob/urlArray is missing or empty'),
    })
  })

  it('names that no handle can carry, now and later', async () => {
    for (const when of [{}, { execTime: soon() }])
      expect((await fault(submission({ jobName: 'a|b', ...when }))).reason).toContain("jobName: 'a|b'")
  })

  it('a user who is not of the company', async () => {
    const param = submission({ jobName: 'mail' }).replace(
      '<jobName>',
      '<userHandle>u|99</userHandle><jobName>',
    )
    expect(await fault(param)).toEqual({
      code: '30001',
      reason: expect.stringContaining("userHandle: 'u|99'"),
    })
  })

  it.each(['c|999', 'c|0'])('a company that does not exist: %s, now and later', async (companyHandle) => {
    const optimize = '<optimizeImagesJob><emailSetting>None</emailSetting></optimizeImagesJob>'
    for (const job of [optimize, publishJob])
      for (const when of [{}, { execSchedule: '0 0 12 1 1 ? 2090' }])
        expect(await fault(submission({ jobName: 'nowhere', companyHandle, job, ...when }))).toEqual({
          code: '20000',
          reason: expect.stringContaining('There is no company'),
        })
  })

  it('a publish job afterwards that would fail, as it refuses it alone', async () => {
    const context = (handle: string) =>
      publishJob.replace('</image', `<contextHandle>${handle}</contextHandle></image`)
    const reason = "contextHandle: 'pc|9999' must name a publish context of type ImageServing"
    const alone = await fault(submission({ jobName: 'alone', job: context('pc|9999') }))
    expect(alone).toEqual({ code: '30001', reason: expect.stringContaining(reason) })
    const afterwards = context('pc|9999').replaceAll('imageServing', 'postImageServing')
    const job =
      '<reprocessAssetsJob><assetHandleArray><items>a|1</items></assetHandleArray><createMask>false</createMask>' +
      `<emailSetting>None</emailSetting>${afterwards}</reprocessAssetsJob>`
    for (const when of [{}, { execTime: soon() }])
      expect(await fault(submission({ jobName: 'followed', job, ...when }))).toEqual({
        code: '30001',
        reason: `postImageServingPublishJob: ${alone.reason}`,
      })
    expect([await scheduled('followed'), await runs('followed')]).toEqual([[], []])
  })

  it('a SOAPAction of another operation', async () => {
    const { code, reason } = await outcome(darkroom.url, {
      operation: 'submitJob',
      param: submission({ jobName: 'action' }),
      headers: { soapaction: '"getActiveJobs"' },
    })
    expect([code, reason]).toEqual(['30003', expect.stringContaining('SOAPAction is "getActiveJobs"')])
    expect(await runs('action')).toEqual([])
  })
})

describe('the options of a job', () => {
  const reprocess = (options: string, handles = '<items>a|1</items>') =>
    `<reprocessAssetsJob><assetHandleArray>${handles}</assetHandleArray><createMask>false</createMask>${options}</reprocessAssetsJob>`
  const email = '<emailSetting>None</emailSetting>'
  const margins = (top: number) =>
    `<manualCropOptions><left>0</left><right>0</right><top>${top}</top><bottom>0</bottom></manualCropOptions>`

  it.each([
    [
      'two ways to crop',
      reprocess(
        `${margins(1)}<autoTransparentCropOptions><tolerance>0</tolerance></autoTransparentCropOptions>${email}`,
      ),
      'reprocessAssetsJob: manualCropOptions and autoTransparentCropOptions exclude each other.',
    ],
    [
      'two publish jobs afterwards',
      reprocess(
        `${email}<postImageRenderingPublishJob>${email}</postImageRenderingPublishJob><postVideoPublishJob>${email}</postVideoPublishJob>`,
      ),
      'postImageRenderingPublishJob and postVideoPublishJob exclude each other.',
    ],
    [
      'a negative margin',
      reprocess(margins(-4) + email),
      'reprocessAssetsJob/manualCropOptions/top is "-4"; expected a number of pixels from 0 on.',
    ],
    [
      'a handle that is none, in a list',
      reprocess(email, '<items>a|1</items><items>boots</items>'),
      'reprocessAssetsJob/assetHandleArray/items[2] is "boots"; expected a handle such as a|210.',
    ],
    [
      'one inside an option',
      reprocess(
        `<autoSetCreationOptions><autoSetsArray><items>p|1</items></autoSetsArray></autoSetCreationOptions>${email}`,
      ),
      'reprocessAssetsJob/autoSetCreationOptions/autoSetsArray/items[1] is "p|1"; expected a handle such as ps|941.',
    ],
    [
      'one of a publish job afterwards',
      reprocess(
        `${email}<postVideoPublishJob>${email}<contextHandle>video</contextHandle></postVideoPublishJob>`,
      ),
      'reprocessAssetsJob/postVideoPublishJob/contextHandle is "video"; expected a handle such as pc|3001.',
    ],
    [
      'a constant',
      '<imageServingPublishJob><publishType>Half</publishType><emailSetting>None</emailSetting></imageServingPublishJob>',
      'imageServingPublishJob/publishType is "Half"; expected one of Full, FullWithSearch, Incremental.',
    ],
  ])('are refused: %s', async (_what, job, reason) => {
    expect(await fault(submission({ jobName: 'options', job }))).toEqual({
      code: '30001',
      reason: expect.stringContaining(reason),
    })
  })
})

describe('a job that is submitted', () => {
  it('runs at once when its time has passed', async () => {
    const execTime = new Date(Date.now() - 60_000).toISOString()
    const handle = await submitted(darkroom.url, { jobName: 'late', execTime })
    expect(handle).toBe('j|1|late||')
    expect((await jobEnded(darkroom.url, handle)).lines.map(({ type }) => type)).toContain(
      'EndImageServingPublish',
    )
    expect(await scheduled('late')).toEqual([])
  })

  it('runs once at its time, and its schedule is gone', async () => {
    // The zone counts: the same moment as a clock in Kolkata shows it.
    const time = Date.now() + 4_000
    const inKolkata = new Date(time + 5.5 * 3_600_000).toISOString().replace('Z', '+05:30')
    const handle = await submitted(darkroom.url, { jobName: 'once', execTime: inKolkata })
    expect(handle).toBe('j|1|once||')
    const [waiting] = await scheduled('once')
    expect(waiting && textOf(waiting, 'nextFireTime')).toBe(new Date(time).toISOString())
    await jobEndedLater(handle)
    const [run, ...others] = await runs('once')
    expect(others).toEqual([])
    expect(run?.created_at.getTime()).toBeGreaterThanOrEqual(time)
    expect(run?.name).toMatch(/^once_\d{4}-\d\d-\d\d-\d\d:\d\d:\d\d\.\d{3}$/)
    expect(await scheduled('once')).toEqual([])
  })
})

/** A job that has not run yet has no log. */
async function jobEndedLater(handle: string): Promise<void> {
  await waitFor('a run', async () => (await runs('once')).length > 0)
  await jobEnded(darkroom.url, handle)
}

describe('userHandle', () => {
  it('tells who gets the mails, also about scheduled runs and follow-up jobs; the caller stays the submitter', async () => {
    const { db } = darkroom.app
    const mira = await db.transaction().execute(async (tx) => {
      const user = await createUser(tx, { email: 'mira@demo', password: 'mira horse' })
      await setMembership(tx, 1, user.id, 'IpsUser')
      return user
    })
    const job =
      '<uploadUrlsJob><urlArray><items><sourceUrl>http://127.0.0.1/a.jpg</sourceUrl><destPath>a.jpg</destPath></items></urlArray>' +
      '<overwrite>true</overwrite><readyForPublish>true</readyForPublish><createMask>false</createMask>' +
      '<emailSetting>All</emailSetting><postImageServingPublishJob><publishType>Full</publishType>' +
      '<emailSetting>All</emailSetting></postImageServingPublishJob></uploadUrlsJob>'
    const param = submission({ jobName: 'for mira', execSchedule: '0 0 12 1 1 ? 2090', job })
    const handle = textOf(
      await answer(darkroom.url, {
        operation: 'submitJob',
        param: param.replace('<jobName>', `<userHandle>u|${mira.id}</userHandle><jobName>`),
      }),
      'jobHandle',
    )
    await answer(darkroom.url, { operation: 'executeJob', param: jobParam(handle ?? '') })
    const outbox = join(darkroom.dataFolder, 'outbox')
    const mails = await waitFor('both mails', async () => {
      const names = (await readdir(outbox).catch(() => [])).filter((name) => name.endsWith('.eml'))
      return names.length >= 2 && names
    })
    for (const name of mails) expect(await readFile(join(outbox, name), 'utf8')).toMatch(/^To: mira@demo\r$/m)

    const submitters = async (userId: number) => {
      const logs = await answer(darkroom.url, {
        operation: 'getJobLogs',
        param: `<companyHandle>c|1</companyHandle><userHandle>u|${userId}</userHandle>`,
      })
      const named = elements(logs, 'jobLogArray')[0]?.children.filter(
        (log) => textOf(log, 'originalJobName') === 'for mira',
      )
      return named?.map((log) => textOf(log, 'submitUserEmail'))
    }
    const [run] = await runs('for mira')
    expect(await submitters(run?.user_id ?? 0)).toEqual(['admin@localhost', 'admin@localhost'])
    expect(await submitters(mira.id)).toEqual([])
    const [waiting] = await scheduled('for mira')
    expect(waiting && textOf(waiting, 'submitUserEmail')).toBe('admin@localhost')
  })
})
