import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maxSetAssets } from '../../src/core/jobs/kinds/automated-set-generation.ts'
import { endStopGrace } from '../../src/core/jobs/stop-job.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { jobEnded, soap } from '../support/soap.ts'
import { waitFor } from '../support/wait-for.ts'
import { handles, told, uploadAll } from './asset-rows.ts'
import { runJob } from './run-job.ts'
import { membersOf, setScript } from './set-scripts.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

function jobXml(assets: string, scripts: string, more = ''): string {
  return (
    `<automatedSetGenerationJob><assetHandleArray>${assets}</assetHandleArray>${more}<readyForPublish>true</readyForPublish>` +
    `<autoSetCreationOptions><autoSetsArray>${scripts}</autoSetsArray></autoSetCreationOptions>` +
    '<emailSetting>None</emailSetting></automatedSetGenerationJob>'
  )
}

describe('automatedSetGenerationJob', () => {
  it.each([
    ['a script that does not exist', 1, '<items>ps|941</items>', "there is no property set 'ps|941'"],
    ['no script', 1, '', 'autoSetsArray is empty; at least one script is required'],
    [
      'too many assets',
      maxSetAssets + 1,
      '<items>ps|941</items>',
      `assetHandleArray has ${maxSetAssets + 1} handles; at most ${maxSetAssets} are taken`,
    ],
    ['an encoding preset', 1, '<items>ps|1</items>', 'is of the type VideoEncodingPreset'],
  ])('is refused for %s', async (_case, assets, scripts, reason) => {
    const items = Array.from({ length: assets }, (_, i) => `<items>a|${i + 1}</items>`).join('')
    await expect(runJob(darkroom.url, jobXml(items, scripts))).rejects.toThrow(reason)
  })

  it('groups the assets with those of the same names that lie beside them, in the folder of the job', async () => {
    const bytes = await plainPng(8, 8, 'red')
    const names = ['cup_10.png', 'cup_9.png', 'cup_front.png', 'saucer.png']
    await uploadAll(darkroom, {
      destFolder: 'china',
      files: names.map((name) => ({ name, bytes })),
    })
    const script = await setScript(darkroom, { match: '(?<base>.+)_(?<view>\\w+)', viewOrder: 'front' })
    const chosen = await handles(darkroom, 'cup_9.png', 'saucer.png')
    const xml = jobXml(`${chosen}<items>a|999999</items>`, script, '<destFolder>sets/spring</destFolder>')
    const { counts, lines } = await runJob(darkroom.url, xml)
    expect(counts).toMatchObject({ success: 2, error: 1, total: 3 })
    expect(told(lines)).toEqual([
      "UploadError a|999999 is left out of the sets: 'a|999999' names no asset of the company.",
      'UploadSuccess The ImageSet cup-set was made of 3 assets.',
    ])
    expect(await membersOf(darkroom, 'cup-set')).toMatchObject({
      folder: 'Demo/sets/spring/',
      type: 'ImageSet',
      ready_for_publish: true,
      members: ['cup_front', 'cup_9', 'cup_10'],
    })
    const again = await runJob(darkroom.url, xml)
    expect(told(again.lines)).toHaveLength(1)
  })

  it('puts sets into the root folder when the job names none, and says which scripts match nothing', async () => {
    const bytes = await plainPng(8, 8, 'blue')
    const files = ['hat-1.png', 'hat-2.png', 'cap-1.png'].map((name) => ({ name, bytes }))
    await uploadAll(darkroom, { destFolder: 'hats', files })
    const scripts =
      (await setScript(darkroom, {
        name: 'Hats',
        match: '(?<base>[hc]a[tp])-(?<view>\\d)',
        setType: 'SpinSet',
      })) + (await setScript(darkroom, { name: 'Shoes', match: '(?<base>shoe)-(?<view>\\d)' }))
    const chosen = await handles(darkroom, 'hat-1.png', 'cap-1.png')
    const { lines } = await runJob(darkroom.url, jobXml(chosen, scripts))
    expect(told(lines)).toEqual([
      'UploadSuccess The SpinSet hat-set was made of 2 assets.',
      'UploadWarning The set generation script Hats left out 1 sets with fewer than 2 assets.',
      'UploadWarning The set generation script Shoes matches the name of no asset.',
    ])
    expect(await membersOf(darkroom, 'hat-set')).toMatchObject({ folder: 'Demo/', type: 'SpinSet' })
  })
})

it('a job that is stopped while it makes sets makes no further one, though its worker hangs', async () => {
  const { db, engine, database } = darkroom.app
  const bytes = await plainPng(8, 8, 'blue')
  const files = ['mug_1.png', 'mug_2.png'].map((name) => ({ name, bytes }))
  await uploadAll(darkroom, { destFolder: 'mugs', files })
  const script = await setScript(darkroom, { match: '(?<base>.+)_(?<view>\\w+)' })
  const xml = jobXml(await handles(darkroom, 'mug_1.png'), script)
  const client = await database.pool.connect()
  const lockName = "select pg_advisory_xact_lock(1, hashtext('mug-set'))"
  try {
    await client.query('begin')
    await client.query(lockName)
    const param = `<companyHandle>c|1</companyHandle><jobName>mugs</jobName>${xml}`
    await soap(darkroom.url, { operation: 'submitJob', param })
    const { id } = await waitFor('the making of the set', async () => {
      const waiting = await client.query(
        'select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())',
      )
      if (waiting.rows.length === 0) return undefined
      return await db.selectFrom('job').select('id').where('original_name', '=', 'mugs').executeTakeFirst()
    })
    const handle = '<companyHandle>c|1</companyHandle><jobHandle>j|1|mugs||</jobHandle>'
    expect((await soap(darkroom.url, { operation: 'stopJob', param: handle })).status).toBe(200)
    await endStopGrace(engine, id)
    expect(told((await jobEnded(darkroom.url, 'j|1|mugs||')).lines)).toEqual([
      'FileCancel The job was stopped by admin@localhost.',
      'FileCancel Sets that were not made by then are left out, because the job was stopped.',
    ])
    await client.query('rollback')
    // Comes after the worker, which is next in the line.
    await client.query('begin')
    await client.query(lockName)
  } finally {
    await client.query('rollback')
    client.release()
  }
  expect(await db.selectFrom('asset').select('id').where('name', '=', 'mug-set').execute()).toEqual([])
})
