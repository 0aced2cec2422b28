import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { elements, jobEnded, publish, soap, textOf } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

/** Uploads pictures of one colour, by name, and waits for them. */
async function upload(colors: Record<string, string>, readyForPublish = true): Promise<void> {
  const files = await Promise.all(
    Object.entries(colors).map(async ([name, color]) => ({
      name: `${name}.png`,
      bytes: await plainPng(8, 8, color),
    })),
  )
  const handle = await uploaded(darkroom.url, { jobName: 'pictures', endJob: true, readyForPublish, files })
  await jobEnded(darkroom.url, handle)
}

/** What a publish job says it did, as `<asset> <log message>`. */
async function published(publishType: 'Full' | 'Incremental'): Promise<string[]> {
  const { lines, counts } = await publish(darkroom.url, publishType)
  const done = lines.filter(({ type }) => type === 'ImageServingPublishSuccess').map(({ message }) => message)
  expect([counts.success, counts.error, counts.total]).toEqual([done.length, 0, done.length])
  return done
}

async function served(name: string): Promise<string> {
  const response = await fetch(`${darkroom.url}/is/image/Demo/${name}?fmt=png`)
  return response.status === 200
    ? `${response.headers.get('etag')} ${Buffer.from(await response.arrayBuffer()).toString('base64')}`
    : String(response.status)
}

describe('a publish job', () => {
  it('publishes what is marked, incrementally only what changed, and takes away what is no longer marked', async () => {
    await upload({ one: 'red', two: 'red', three: 'red' })
    await upload({ draft: 'red' }, false)
    expect(await published('Full')).toEqual([
      'one was published.',
      'three was published.',
      'two was published.',
    ])
    expect(await served('draft')).toBe('404')
    expect(await published('Incremental')).toEqual([])

    const [one, two, three] = [await served('one'), await served('two'), await served('three')]
    await upload({ two: 'blue', four: 'blue' })
    await upload({ three: 'red' }, false)
    expect([await served('two'), await served('three'), await served('four')]).toEqual([two, three, '404'])

    expect(await published('Incremental')).toEqual([
      'four was published.',
      'three is no longer published.',
      'two was published.',
    ])
    expect(await served('one')).toBe(one)
    expect(await served('two')).not.toBe(two)
    expect(await served('three')).toBe('404')
    expect(await served('four')).not.toBe('404')

    expect(await published('Full')).toEqual([
      'four was published.',
      'one was published.',
      'two was published.',
    ])
    expect(await served('one')).toBe(one)
  })

  it('switches everything at once: until it is done, all is served as before', async () => {
    const { app, url } = darkroom
    const names = ['north', 'east', 'south', 'west']
    const all = async () => await Promise.all(names.map(served))
    await upload(Object.fromEntries(names.map((name) => [name, 'red'])))
    await published('Full')
    const before = await all()
    await upload(Object.fromEntries(names.map((name) => [name, 'blue'])))

    // Holds one entry, so that the job stops half-way.
    const handle = await app.db.transaction().execute(async (tx) => {
      await sql`select from catalogue_entry where name = 'west' for update`.execute(tx)
      const { body } = await soap(url, {
        operation: 'submitJob',
        param:
          '<companyHandle>c|1</companyHandle><jobName>held</jobName><imageServingPublishJob>' +
          '<publishType>Full</publishType><emailSetting>None</emailSetting></imageServingPublishJob>',
      })
      await waitFor('the publish job to meet the held entry', async () => {
        const { rows } = await sql`
          select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and query like '%marked as materialized%'`.execute(
          app.db,
        )
        return rows.length > 0
      })
      expect(await all()).toEqual(before)
      return textOf(body, 'jobHandle') ?? ''
    })
    await jobEnded(url, handle)
    const after = await all()
    expect(after.filter((picture, index) => picture === before[index] || picture === '404')).toEqual([])
  })

  it('frames its log with its begin, its name and its end', async () => {
    const { lines } = await publish(darkroom.url)
    expect(lines.slice(0, 2).map(({ type }) => type)).toEqual(['BeginImageServingPublish', 'OriginalJobName'])
    expect(lines.find(({ type }) => type === 'OriginalJobName')?.message).toBe('publish')
    expect(lines.at(-1)?.type).toBe('EndImageServingPublish')
  })
})

describe('submitJob', () => {
  const job =
    '<imageServingPublishJob><publishType>Full</publishType><emailSetting>None</emailSetting></imageServingPublishJob>'

  it.each([
    ['a name with a bar', '<jobName>a|b</jobName>', job, '30001', 'jobName'],
    ['an empty name', '<jobName/>', job, '30001', 'jobName'],
    ['no job element', '<jobName>a</jobName>', '', '30001', 'imageServingPublishJob'],
    [
      'a user who is not of the company',
      '<userHandle>u|77|x@y</userHandle><jobName>a</jobName>',
      job,
      '30001',
      'userHandle',
    ],
    ['an unknown publish type', '<jobName>a</jobName>', job.replace('Full', 'Half'), '30001', 'publishType'],
    [
      'no mail setting',
      '<jobName>a</jobName>',
      job.replace('<emailSetting>None</emailSetting>', ''),
      '30002',
      'emailSetting',
    ],
  ])('has a fault for %s, and starts nothing', async (_what, head, element, code, field) => {
    const jobs = async () => (await darkroom.app.db.selectFrom('job').select('id').execute()).length
    const before = await jobs()
    const { status, body } = await soap(darkroom.url, {
      operation: 'submitJob',
      param: `<companyHandle>c|1</companyHandle>${head}${element}`,
    })
    expect([status, textOf(body, 'code')]).toEqual([500, code])
    expect(textOf(body, 'reason')).toContain(field)
    expect(await jobs()).toBe(before)
  })

  it('gives each run a name of its own, and finds it by the handle that was returned', async () => {
    const param = `<companyHandle>c|1</companyHandle><jobName>daily</jobName><description>each day</description>${job}`
    const { body } = await soap(darkroom.url, { operation: 'submitJob', param })
    expect(textOf(body, 'jobHandle')).toBe('j|1|daily||')
    await jobEnded(darkroom.url, 'j|1|daily||')
    const log = await soap(darkroom.url, {
      operation: 'getJobLogDetails',
      param: '<companyHandle>c|1</companyHandle><jobHandle>j|1|daily||</jobHandle>',
    })
    expect(textOf(log.body, 'jobName')).toMatch(/^daily_\d{4}-\d\d-\d\d-\d\d:\d\d:\d\d\.\d{3}$/)
    expect(['originalJobName', 'jobSubType', 'description'].map((name) => textOf(log.body, name))).toEqual([
      'daily',
      'full',
      'each day',
    ])
    expect(elements(log.body, 'fatalError').map(({ text }) => text)).toEqual(['false'])
  })
})
