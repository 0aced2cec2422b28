import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jobEnded } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { runJob } from './run-job.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
  const files = ['one', 'two', 'three'].map((name) => ({ name: `${name}.txt`, bytes: Buffer.from(name) }))
  await jobEnded(darkroom.url, await uploaded(darkroom.url, { jobName: 'texts', endJob: true, files }))
  await sql`update asset set metadata = jsonb_build_object('title', name)`.execute(darkroom.app.db)
})
afterAll(async () => await darkroom.close())

async function published(options = ''): Promise<string[]> {
  const { lines, counts } = await runJob(darkroom.url, `<metadataPublishJob>${options}</metadataPublishJob>`)
  const done = lines.filter(({ type }) => type === 'MetadataSuccess').map(({ message }) => message)
  expect([counts.total, counts.success]).toEqual([done.length, done.length])
  return done
}

async function titles(): Promise<Record<string, unknown>> {
  const rows = await darkroom.app.db.selectFrom('published_metadata').select(['name', 'metadata']).execute()
  return Object.fromEntries(rows.map(({ name, metadata }) => [name, metadata.title]))
}

describe('metadataPublishJob', () => {
  it('releases what is new or changed, with forcePublish all, and takes away what is no longer marked', async () => {
    expect(await published()).toEqual([
      'The metadata of one was published.',
      'The metadata of three was published.',
      'The metadata of two was published.',
    ])
    expect(await titles()).toEqual({ one: 'one', two: 'two', three: 'three' })
    expect(await published()).toEqual([])

    await sql`update asset set metadata = '{"title": "changed"}' where name = 'two'`.execute(darkroom.app.db)
    expect(await titles()).toMatchObject({ two: 'two' })
    expect(await published('<forcePublish>false</forcePublish>')).toEqual([
      'The metadata of two was published.',
    ])
    expect(await titles()).toMatchObject({ two: 'changed' })

    await sql`update asset set ready_for_publish = false where name = 'one'`.execute(darkroom.app.db)
    expect(await published('<forcePublish>true</forcePublish>')).toEqual([
      'The metadata of one is no longer published.',
      'The metadata of three was published.',
      'The metadata of two was published.',
    ])
    expect(await titles()).toEqual({ two: 'changed', three: 'three' })
  })
})
