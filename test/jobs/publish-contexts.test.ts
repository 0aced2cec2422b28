import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCompany } from '../../src/core/accounts/company.ts'
import { createQueuedJob } from '../../src/core/jobs/create-job.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { elements, jobEnded, publish, soap, textOf } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { publishJob, runJob } from './run-job.ts'

let darkroom: TestApp
let otherCompany: number

/** Assets by name, with the IPS type (and subtype) that the test gives them. */
const assets: Readonly<Record<string, readonly [string, string?]>> = {
  photo: ['Image'],
  manual: ['Pdf'],
  mediaSet: ['AssetSet', 'MediaSet'],
  profile: ['IccProfile'],
  kitchen: ['Vignette'],
  cupboard: ['Cabinet'],
  blind: ['WindowCovering'],
  film: ['Video'],
  song: ['Audio'],
  captions: ['VideoCaption'],
  chapter: ['CuePoint'],
  filmSizes: ['AssetSet', 'AdaptiveVideoSet'],
}

beforeAll(async () => {
  darkroom = await startTestApp()
  const other = await darkroom.app.db.transaction().execute(async (tx) => await createCompany(tx, 'Other'))
  otherCompany = other.id
  const picture = await plainPng(8, 8, 'red')
  const files = Object.keys(assets).map((name) =>
    name === 'photo'
      ? { name: 'photo.png', bytes: picture }
      : { name: `${name}.dat`, bytes: Buffer.from(name) },
  )
  await jobEnded(darkroom.url, await uploaded(darkroom.url, { jobName: 'all', endJob: true, files }))
  for (const [name, [type, subType]] of Object.entries(assets))
    await darkroom.app.db
      .updateTable('asset')
      .set({ type, sub_type: subType ?? null })
      .where('name', '=', name)
      .execute()
})
afterAll(async () => await darkroom.close())

beforeEach(async () => {
  await sql`truncate catalogue_entry, publish_history`.execute(darkroom.app.db)
  await sql`update asset set ready_for_publish = true`.execute(darkroom.app.db)
})

/** Names of what a context holds. */
async function held(context: string): Promise<string[]> {
  const rows = await darkroom.app.db
    .selectFrom('catalogue_entry')
    .select('name')
    .where('context', '=', context)
    .execute()
  return rows.map(({ name }) => name).sort()
}

async function mark(names: readonly string[], ready: boolean): Promise<void> {
  await darkroom.app.db
    .updateTable('asset')
    .set({ ready_for_publish: ready })
    .where('name', 'in', names)
    .execute()
}

async function change(name: string): Promise<void> {
  await sql`update asset set version = version + 1 where name = ${name}`.execute(darkroom.app.db)
}

async function contentStatus(path: string): Promise<number> {
  return (await fetch(`${darkroom.url}/is/content/Demo/${path}`)).status
}

async function contextHandle(name: string, companyId = 1): Promise<string> {
  const { id } = await darkroom.app.db
    .selectFrom('publish_context')
    .select('id')
    .where('company_id', '=', companyId)
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return `pc|${id}`
}

const kinds = [
  {
    job: 'imageServingPublishJob',
    xml: (more = '') =>
      `<imageServingPublishJob><publishType>Incremental</publishType><emailSetting>None</emailSetting>${more}</imageServingPublishJob>`,
    context: 'ImageServing',
    takes: ['manual', 'mediaSet', 'photo', 'profile'],
  },
  {
    job: 'imageRenderingPublishJob',
    xml: (more = '') => publishJob('imageRenderingPublishJob', more),
    context: 'ImageRendering',
    takes: ['blind', 'cupboard', 'kitchen', 'profile'],
  },
  {
    job: 'videoPublishJob',
    xml: (more = '') => publishJob('videoPublishJob', more),
    context: 'Video',
    takes: ['captions', 'chapter', 'film', 'filmSizes', 'song'],
  },
  {
    job: 'serverDirectoryPublishJob',
    xml: () => publishJob('serverDirectoryPublishJob'),
    context: 'ServerDirectory',
    takes: ['photo'],
  },
]

describe.each(kinds)('$job', ({ xml, context, takes }) => {
  it('publishes its types, then what changed, and takes away what is no longer marked', async () => {
    const [first = '', ...others] = takes
    const initial = await runJob(darkroom.url, xml())
    expect(await held(context)).toEqual(takes)
    expect(initial.counts).toMatchObject({ total: takes.length, success: takes.length, error: 0 })
    expect(initial.lines[0]?.type).toBe(`Begin${context}Publish`)
    expect(initial.lines.at(-1)?.type).toBe(`End${context}Publish`)
    expect(initial.lines.filter(({ type }) => type === `${context}PublishSuccess`)).toHaveLength(takes.length)

    expect((await runJob(darkroom.url, xml())).counts.total).toBe(0)

    await change(first)
    const changed = await runJob(darkroom.url, xml())
    expect(changed.lines.map(({ message }) => message)).toContain(`${first} was published.`)
    expect(changed.counts.total).toBe(1)

    await mark([first], false)
    const removed = await runJob(darkroom.url, xml())
    expect(removed.lines.map(({ message }) => message)).toContain(`${first} is no longer published.`)
    expect(await held(context)).toEqual(others)
  })

  it('leaves the other contexts and other companies as they are', async () => {
    await sql`
      insert into catalogue_entry (company_id, context, asset_id, asset_version, name, path, served_as, type, mime_type,
        original_key, size, derived, modified_at)
      select c.id, c.context, 999, 1, 'foreign', 'foreign', 'content', 'Zip', 'a/b', 'x', 1, '{}', now()
      from (values (1, 'Another'), (${otherCompany}::integer, ${context})) as c(id, context)`.execute(
      darkroom.app.db,
    )
    await runJob(darkroom.url, xml())
    expect(await held('Another')).toEqual(['foreign'])
    expect(await held(context)).toEqual([...takes, 'foreign'].sort())
  })
})

describe('a Full publish', () => {
  it('mends entries that are not as they should be, and leaves the others unwritten', async () => {
    await publish(darkroom.url)
    const rows = async () => {
      const found = await sql<{ name: string; mime_type: string; written: string }>`
        select name, mime_type, xmin::text as written from catalogue_entry order by name`.execute(
        darkroom.app.db,
      )
      return found.rows
    }
    const before = await rows()
    await sql`update catalogue_entry set mime_type = 'no/type' where name = 'manual'`.execute(darkroom.app.db)
    const { counts } = await publish(darkroom.url, 'FullWithSearch')
    expect(counts.success).toBe(before.length)
    const after = await rows()
    const without = (row: { name: string; mime_type: string }) => [row.name, row.mime_type]
    expect(after.map(without)).toEqual(before.map(without))
    expect(after.filter((row, index) => row.written !== before[index]?.written)).toMatchObject([
      { name: 'manual' },
    ])
  })
})

describe('a video', () => {
  it('is served as content once the Video context has it, and no longer when it is taken away', async () => {
    await publish(darkroom.url)
    expect([await contentStatus('film.dat'), await contentStatus('manual.dat')]).toEqual([404, 200])
    await runJob(darkroom.url, publishJob('videoPublishJob'))
    expect([await contentStatus('film.dat'), await contentStatus('film')]).toEqual([200, 200])
    await mark(['film'], false)
    await runJob(darkroom.url, publishJob('videoPublishJob'))
    expect([await contentStatus('film.dat'), await contentStatus('song.dat')]).toEqual([404, 200])
  })
})

describe('what only the render server and the folder have', () => {
  it('is not served as content', async () => {
    await runJob(darkroom.url, publishJob('imageRenderingPublishJob'))
    await runJob(darkroom.url, publishJob('serverDirectoryPublishJob'))
    expect([await contentStatus('kitchen.dat'), await contentStatus('photo.png')]).toEqual([404, 404])
  })
})

describe('contextHandle', () => {
  const videoJob = (handle: string) =>
    publishJob('videoPublishJob', `<contextHandle>${handle}</contextHandle>`)

  it('names the context; empty is the default one', async () => {
    await runJob(darkroom.url, videoJob(await contextHandle('Video')))
    expect(await held('Video')).toHaveLength(5)
    expect((await runJob(darkroom.url, videoJob(''))).counts.total).toBe(0)
  })

  it('publishes to a further context of the type without touching the default one', async () => {
    await darkroom.app.db
      .insertInto('publish_context')
      .values({ company_id: 1, name: 'Archive', type: 'Video' })
      .execute()
    await runJob(darkroom.url, videoJob(await contextHandle('Archive')))
    expect([await held('Archive'), await held('Video')].map((names) => names.length)).toEqual([5, 0])
    await darkroom.app.db.deleteFrom('publish_context').where('name', '=', 'Archive').execute()
  })

  it.each([
    ['of another type', async () => await contextHandle('ImageServing')],
    ['that nobody has', async () => 'pc|987654'],
    ['of no shape', async () => 'Video'],
    ['of another company', async () => await contextHandle('Video', otherCompany)],
  ])('%s is refused, and no job is made', async (_what, handle) => {
    const jobs = async () => (await darkroom.app.db.selectFrom('job').select('id').execute()).length
    const before = await jobs()
    const { status, body } = await soap(darkroom.url, {
      operation: 'submitJob',
      param: `<companyHandle>c|1</companyHandle><jobName>a</jobName>${videoJob(await handle())}`,
    })
    expect([status, textOf(body, 'code')]).toEqual([500, '30001'])
    expect(textOf(body, 'reason')).toContain('contextHandle')
    expect(await jobs()).toBe(before)
  })

  it('that went away before its job came to it ends the job with the reason', async () => {
    const { db, engine } = darkroom.app
    const user = await db.selectFrom('user_account').select('id').executeTakeFirstOrThrow()
    const job = await db.transaction().execute(
      async (tx) =>
        await createQueuedJob(tx, engine.queue, engine.kinds.get('videoPublishJob'), {
          companyId: 1,
          userId: user.id,
          originalName: 'late',
          name: 'late_1',
          description: '',
          locale: 'en',
          params: { emailSetting: 'None', contextHandle: 'pc|987654' },
          client: '',
          clientAddress: '',
        }),
    )
    const { lines } = await jobEnded(darkroom.url, `j|1||late_1|${job.id}`)
    expect(lines.find(({ type }) => type === 'FatalError')?.message).toContain('contextHandle')
    expect(await held('Video')).toEqual([])
  })
})

describe('the publish contexts of a company', () => {
  it('are one of each type, by name', async () => {
    const { body } = await soap(darkroom.url, {
      operation: 'getPublishContexts',
      param: '<companyHandle>c|1</companyHandle>',
    })
    const names = elements(body, 'contextName').map(({ text }) => text)
    expect(names).toEqual(['ImageRendering', 'ImageServing', 'ServerDirectory', 'Video'])
    expect(elements(body, 'contextType').map(({ text }) => text)).toEqual(names)
    expect(elements(body, 'contextHandle').map(({ text }) => text)).toEqual(
      await Promise.all(names.map(async (name) => await contextHandle(name))),
    )
  })

  it('can be asked for by type', async () => {
    const { body } = await soap(darkroom.url, {
      operation: 'getPublishContexts',
      param: '<companyHandle>c|1</companyHandle><contextType>Video</contextType>',
    })
    expect(elements(body, 'contextName').map(({ text }) => text)).toEqual(['Video'])
  })

  it('are all active', async () => {
    const { body } = await soap(darkroom.url, {
      operation: 'getActivePublishContexts',
      param: '<companyHandle>c|1</companyHandle>',
    })
    expect(elements(body, 'items').map(({ text }) => text)).toEqual([
      'ImageRendering',
      'ImageServing',
      'ServerDirectory',
      'Video',
    ])
  })
})

describe('the publish history of an asset', () => {
  async function history(name: string): Promise<{ context: string; at: number }[]> {
    const { id } = await darkroom.app.db
      .selectFrom('asset')
      .select('id')
      .where('name', '=', name)
      .executeTakeFirstOrThrow()
    const { body } = await soap(darkroom.url, {
      operation: 'getAssetPublishHistory',
      param: `<companyHandle>c|1</companyHandle><assetHandle>a|${id}</assetHandle>`,
    })
    return (elements(body, 'pubHistoryArray')[0]?.children ?? []).map((item) => {
      expect(textOf(item, 'serverName')).not.toBe('')
      return {
        context: textOf(item, 'contextName') ?? '',
        at: Date.parse(textOf(item, 'lastPublished') ?? ''),
      }
    })
  }

  it('has the last publish for each context, also after it was taken away', async () => {
    expect(await history('photo')).toEqual([])
    await publish(darkroom.url)
    await runJob(darkroom.url, publishJob('serverDirectoryPublishJob'))
    const first = await history('photo')
    expect(first.map(({ context }) => context)).toEqual(['ImageServing', 'ServerDirectory'])

    await publish(darkroom.url, 'Incremental')
    expect(await history('photo')).toEqual(first)
    await publish(darkroom.url, 'Full')
    const second = await history('photo')
    expect(second[0]?.at).toBeGreaterThan(first[0]?.at ?? Number.NaN)
    expect(second[1]).toEqual(first[1])

    await mark(['photo'], false)
    await publish(darkroom.url, 'Full')
    expect(await history('photo')).toEqual(second)
    const lines = await darkroom.app.db
      .selectFrom('publish_history')
      .innerJoin('asset', 'asset.id', 'publish_history.asset_id')
      .innerJoin('job', 'job.id', 'publish_history.job_id')
      .select(['publish_history.published', 'job.kind'])
      .where('asset.name', '=', 'photo')
      .orderBy('publish_history.id')
      .execute()
    expect(lines.map(({ published, kind }) => `${kind} ${published}`)).toEqual([
      'imageServingPublishJob true',
      'serverDirectoryPublishJob true',
      'imageServingPublishJob true',
      'imageServingPublishJob false',
    ])
  })

  it.each([
    ['nobody has', 'a|987654'],
    ['of no shape', 'photo'],
  ])('of an asset that %s is a fault', async (_what, handle) => {
    const { body } = await soap(darkroom.url, {
      operation: 'getAssetPublishHistory',
      param: `<companyHandle>c|1</companyHandle><assetHandle>${handle}</assetHandle>`,
    })
    expect(textOf(body, 'code')).toBe('30001')
  })
})
