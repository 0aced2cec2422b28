import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestWeb } from '../../src/infrastructure/outgoing/test-web.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jpeg } from '../support/pictures.ts'
import { jobEnded } from '../support/soap.ts'
import { jobIdOf } from '../uploads/state.ts'
import { queueJob, uploadDefaults } from './queue-job.ts'

const web = new TestWeb()
let darkroom: TestApp
let source: string

beforeAll(async () => {
  const picture = await jpeg(120, 80)
  source = `http://${await web.serve((_request, response) => void response.end(picture))}`
  darkroom = await startTestApp({ env: { DARKROOM_ALLOW_PRIVATE_URLS: 'true' } })
})
afterAll(async () => {
  await darkroom.close()
  await web.close()
})

const names = Array.from({ length: 10 }, (_, i) => `name-${i}`)
const folders = Array.from({ length: 6 }, (_, i) => `folder-${i}`)

it('files of the same names in many folders, one of them twice, become an asset each, several in a transaction', async () => {
  // Forwards in one folder, backwards in the next: so that lanes come to the same names from both ends.
  const targets = folders.flatMap((folder, i) =>
    (i % 2 === 0 ? names : names.toReversed()).map((name) => `${folder}/${name}.jpg`),
  )
  const urls = [...targets, 'folder-5/name-0.jpg'].map((destPath, i) => ({
    sourceUrl: `${source}/${i}.jpg`,
    destPath,
  }))
  const handle = await queueJob(darkroom, 'uploadUrlsJob', 'many', {
    ...uploadDefaults,
    urlArray: { items: urls },
  })
  const { counts } = await jobEnded(darkroom.url, handle)
  expect(counts).toMatchObject({ total: 61, success: 60, update: 1, error: 0, warning: 0 })

  const { db } = darkroom.app
  const { rows: assets } = await sql<{ place: string; name: string }>`
    select substr(folder.path, length('Demo/') + 1) || asset.file_name as place, asset.name
    from asset join folder on folder.id = asset.folder_id`.execute(db)
  expect(assets.map(({ place }) => place).sort()).toEqual(targets.toSorted())
  const wanted = names.flatMap((name) => [name, ...[1, 2, 3, 4, 5].map((i) => `${name}-${i}`)])
  expect(assets.map(({ name }) => name).sort()).toEqual(wanted.sort())

  const { rows } = await sql<{ transactions: number; attempts: number }>`
    select count(distinct xmin::text)::int as transactions, max(attempt)::int as attempts
    from job_item where job_id = ${jobIdOf(handle)}`.execute(db)
  expect(rows).toEqual([{ transactions: expect.any(Number), attempts: 1 }])
  expect(rows[0]?.transactions).toBeLessThan(urls.length)
})
