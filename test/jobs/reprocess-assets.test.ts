import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchReprocessed } from '../../src/core/jobs/kinds/switch-reprocessed.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jpeg, plainPng } from '../support/pictures.ts'
import { assetNamed, handles, strangersAsset, told, uploadAll } from './asset-rows.ts'
import { runJob } from './run-job.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
  await uploadAll(darkroom, {
    files: [
      { name: 'shoe.jpg', bytes: await jpeg(64, 48) },
      { name: 'bag.png', bytes: await plainPng(40, 40, 'red') },
      { name: 'hat.png', bytes: await plainPng(40, 40, 'green') },
    ],
  })
})
afterAll(async () => await darkroom.close())

interface Options {
  /** XML of the fields before createMask, between it and emailSetting, and after that. */
  readonly before?: string
  readonly between?: string
  readonly after?: string
}

async function reprocess(items: string, { before = '', between = '', after = '' }: Options = {}) {
  return await runJob(
    darkroom.url,
    `<reprocessAssetsJob><assetHandleArray>${items}</assetHandleArray>${before}<createMask>false</createMask>` +
      `${between}<emailSetting>None</emailSetting>${after}</reprocessAssetsJob>`,
  )
}

const margins = (left: number) =>
  `<manualCropOptions><left>${left}</left><right>0</right><top>0</top><bottom>0</bottom></manualCropOptions>`

describe('reprocessAssetsJob', () => {
  it('processes the original again with the options of the job, as a new version of the same asset', async () => {
    await darkroom.app.db
      .updateTable('asset')
      .set({ metadata: JSON.stringify({ 'dc.title': 'Kept' }) })
      .where('file_name', '=', 'shoe.jpg')
      .execute()
    const before = await assetNamed(darkroom, 'shoe.jpg')
    const { counts, lines } = await reprocess(await handles(darkroom, 'shoe.jpg'), {
      after: '<unsharpMaskOptions><amount>2</amount><radius>1</radius></unsharpMaskOptions>',
    })
    expect(counts).toMatchObject({ update: 1, error: 0, warning: 0, total: 1 })
    expect(told(lines)).toEqual(['ReoptimizeSuccess File shoe.jpg was processed again.'])
    expect([lines[0]?.type, lines.at(-1)?.type]).toEqual(['BeginReoptimize', 'EndReoptimize'])
    const after = await assetNamed(darkroom, 'shoe.jpg')
    expect(after).toMatchObject({
      id: before.id,
      name: 'shoe',
      version: before.version + 1,
      original_key: before.original_key,
      metadata: { 'dc.title': 'Kept' },
      ready_for_publish: true,
    })
    expect(after.derived.pyramid).not.toBe(before.derived.pyramid)
    await expect(darkroom.app.engine.blobs.stat(after.derived.pyramid ?? '')).resolves.toBeDefined()
  })

  it.each([
    ['without readyForPublish', '', true],
    [
      'with preservePublishState',
      '<readyForPublish>false</readyForPublish><preservePublishState>true</preservePublishState>',
      true,
    ],
    ['as readyForPublish says', '<readyForPublish>false</readyForPublish>', false],
    ['as readyForPublish says', '<readyForPublish>true</readyForPublish>', true],
  ])('leaves or sets the publish state %s', async (_case, before, expected) => {
    await reprocess(await handles(darkroom, 'bag.png'), { before })
    expect((await assetNamed(darkroom, 'bag.png')).ready_for_publish).toBe(expected)
  })

  it('treats the crop as an upload that replaces the image does', async () => {
    const bag = await handles(darkroom, 'bag.png')
    const crop = async () => (await assetNamed(darkroom, 'bag.png')).crop
    await reprocess(bag, { between: margins(10) })
    expect(await crop()).toEqual({ left: 10, top: 0, width: 30, height: 40 })
    await reprocess(bag)
    expect(await crop()).toEqual({ left: 10, top: 0, width: 30, height: 40 })
    await reprocess(bag, { between: `<preserveCrop>true</preserveCrop>${margins(20)}` })
    expect(await crop()).toEqual({ left: 20, top: 0, width: 20, height: 40 })
    await reprocess(bag, { between: '<preserveCrop>false</preserveCrop>' })
    expect(await crop()).toBeNull()
  })

  it('fails for handles that name nothing of the company, and does the others', async () => {
    const stranger = await strangersAsset(darkroom, 'shoe.jpg')
    await darkroom.app.db
      .updateTable('asset')
      .set({ trash_state: 'InTrash' })
      .where('file_name', '=', 'hat.png')
      .execute()
    const { id } = await assetNamed(darkroom, 'bag.png')
    const { counts, lines } = await reprocess(
      `<items>a|999999</items><items>${stranger}</items>${await handles(darkroom, 'hat.png')}` +
        `<items>${id}|1|${id}</items><items>a|${id}</items>`,
    )
    expect(counts).toMatchObject({ update: 1, error: 3, total: 4 })
    const errors = lines.filter(({ type }) => type === 'ReoptimizeFailure').map(({ message }) => message)
    expect(errors).toHaveLength(3)
    for (const message of errors) expect(message).toMatch(/'a\|\d+' names no asset of the company\.$/)
    const { version } = await darkroom.app.db
      .selectFrom('asset')
      .select('version')
      .where('id', '=', Number(stranger.slice(2)))
      .executeTakeFirstOrThrow()
    expect(version).toBe((await assetNamed(darkroom, 'shoe.jpg')).version)
  })

  it('ends with a fatal error when there is no handle', async () => {
    const { lines } = await reprocess('')
    expect(told(lines)).toEqual([
      'FatalError The job failed: assetHandleArray is empty; at least one asset handle is required.',
    ])
  })

  it('publishes afterwards where asked to', async () => {
    const publish =
      '<postImageServingPublishJob><publishType>Full</publishType><emailSetting>None</emailSetting></postImageServingPublishJob>'
    await reprocess(await handles(darkroom, 'bag.png'), { after: publish })
    const jobs = await darkroom.app.db.selectFrom('job').select('kind').orderBy('id', 'desc').execute()
    expect(jobs[0]?.kind).toBe('imageServingPublishJob')
  })

  it('leaves an asset alone that was replaced while its former file was processed', async () => {
    const stale = {
      ...(await assetNamed(darkroom, 'bag.png')),
      original_key: '0'.repeat(64),
      folder: 'Demo/',
    }
    const switching = darkroom.app.db.transaction().execute(
      async (tx) =>
        await switchReprocessed(tx, {
          job: { user_id: stale.created_by },
          asset: stale,
          content: {
            type: 'Image',
            servedAs: 'content',
            originalKey: stale.original_key,
            size: 1,
            mimeType: 'image/png',
            image: null,
            derived: {},
            processing: { createMask: false, xmpKeywords: [] },
            metadata: {},
          },
          generated: [],
          result: { warnings: [] },
          crops: { cropFor: () => null, smartCropsFor: () => [] },
          logType: 'ReoptimizeSuccess',
        }),
    )
    await expect(switching).rejects.toMatchObject({ code: 'conflict' })
  })
})
