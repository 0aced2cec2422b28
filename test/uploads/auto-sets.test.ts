import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { told } from '../jobs/asset-rows.ts'
import { membersOf, setScript } from '../jobs/set-scripts.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { type EndedJob, jobEnded } from '../support/soap.ts'
import { type Upload, upload, uploaded } from '../support/upload.ts'
import { assetRow } from './state.ts'

let darkroom: TestApp
let bytes: Buffer

beforeAll(async () => {
  darkroom = await startTestApp()
  bytes = await plainPng(8, 8, 'green')
})
afterAll(async () => await darkroom.close())

async function job(scripts: string, names: readonly string[], more: Upload = {}): Promise<EndedJob> {
  const handle = await uploaded(darkroom.url, {
    jobName: 'sets',
    endJob: true,
    files: names.map((name) => ({ name, bytes })),
    options: `<autoSetCreationOptions><autoSetsArray>${scripts}</autoSetsArray></autoSetCreationOptions>`,
    ...more,
  })
  return await jobEnded(darkroom.url, handle)
}

const setLines = ({ lines }: EndedJob) => told(lines).filter((line) => / set |Set /.test(line))
const match = '(?<base>[^-]+)-(?<view>\\w+)'

describe('autoSetCreationOptions', () => {
  it('makes a set for each name when the job ends, and the next job adds to it', async () => {
    const script = await setScript(darkroom, { match, viewOrder: 'main' })
    const destFolder = 'spring'
    const first = await job(script, ['boot-10.png', 'boot-2.png', 'shoe-1.png'], { destFolder })
    expect(setLines(first)).toEqual([
      'UploadSuccess The ImageSet boot-set was made of 2 assets.',
      expect.stringContaining('left out 1 sets with fewer than 2 assets'),
    ])
    const before = await membersOf(darkroom, 'boot-set')
    expect(before).toMatchObject({ type: 'ImageSet', folder: 'Demo/spring/', members: ['boot-2', 'boot-10'] })

    const second = await job(script, ['boot-main.png', 'boot-5.png', 'shoe-2.png'], { destFolder })
    expect(setLines(second)).toEqual([
      'FileUpdated The ImageSet boot-set now has 4 assets.',
      'UploadSuccess The ImageSet shoe-set was made of 2 assets.',
    ])
    const after = await membersOf(darkroom, 'boot-set')
    expect(after).toMatchObject({
      id: before.id,
      version: before.version + 1,
      members: ['boot-main', 'boot-2', 'boot-5', 'boot-10'],
    })

    const third = await job(script, ['boot-5.png'], { destFolder })
    expect(setLines(third)).toEqual([])
    expect((await membersOf(darkroom, 'boot-set')).version).toBe(after.version)
  })

  it('keeps what was put into a set by hand, and makes a new one for a set in the trash', async () => {
    const script = await setScript(darkroom, { match, setName: '{base}-spin', setType: 'SpinSet' })
    await job(script, ['car-1.png', 'car-2.png', 'extra.png'])
    const set = await membersOf(darkroom, 'car-spin')
    const { id } = await assetRow(darkroom, 'extra')
    await darkroom.app.db
      .insertInto('set_member')
      .values({ set_id: set.id, position: 2, asset_id: id })
      .execute()
    await job(script, ['car-3.png'])
    expect((await membersOf(darkroom, 'car-spin')).members).toEqual(['car-1', 'car-2', 'car-3', 'extra'])
    await darkroom.app.db
      .updateTable('asset')
      .set({ trash_state: 'InTrash' })
      .where('id', '=', set.id)
      .execute()
    await job(script, ['car-4.png'])
    const anew = await membersOf(darkroom, 'car-spin')
    expect(anew.id).not.toBe(set.id)
    expect(anew.members).toEqual(['car-1', 'car-2', 'car-3', 'car-4'])
  })

  it('runs scripts one after the other: a media set of the image set that was just made', async () => {
    const scripts =
      (await setScript(darkroom, { match: '(?<base>lamp)-(?<view>\\d)', setName: '{base}-views' })) +
      (await setScript(darkroom, {
        match: '(?<base>lamp)-(?<view>views|\\d)',
        setName: '{base}-all',
        setType: 'AssetSet',
        subType: 'MediaSet',
        viewOrder: 'views',
      }))
    await job(scripts, ['lamp-1.png', 'lamp-2.png'])
    expect(await membersOf(darkroom, 'lamp-all')).toMatchObject({
      type: 'AssetSet',
      sub_type: 'MediaSet',
      members: ['lamp-views', 'lamp-1', 'lamp-2'],
    })
  })

  it('takes the publish state of the job', async () => {
    const script = await setScript(darkroom, { match })
    await job(script, ['bag-1.png', 'bag-2.png'], { readyForPublish: false })
    expect((await membersOf(darkroom, 'bag-set')).ready_for_publish).toBe(false)
  })

  it('tells of a set that can not be made and goes on with the others', async () => {
    const script = await setScript(darkroom, { match, setName: '{base}', destFolder: 'sets/{view}/../..' })
    const fine = await setScript(darkroom, { match, setName: '{base}-fine' })
    const { lines, counts } = await job(script + fine, ['cap-1.png', 'cap-2.png'])
    expect(counts).toMatchObject({ success: 2, error: 0 })
    expect(lines.filter(({ type }) => type === 'UploadError').map(({ message }) => message)).toEqual([
      expect.stringContaining('The set cap was not made: '),
    ])
    expect((await membersOf(darkroom, 'cap-fine')).members).toEqual(['cap-1', 'cap-2'])
  })

  it.each([
    ['a handle that names nothing', async () => '<items>ps|9999</items>', "no property set 'ps|9999'"],
    [
      'a script that is not right',
      async () => await setScript(darkroom, { match: '(?<view>.)' }),
      'has no group named base',
    ],
  ])('is refused at once: %s', async (_case, scripts, said) => {
    const response = await upload(darkroom.url, {
      jobName: 'wrong',
      files: [{ name: 'a.png', bytes }],
      options: `<autoSetCreationOptions><autoSetsArray>${await scripts()}</autoSetsArray></autoSetCreationOptions>`,
    })
    expect(await response.text()).toContain(said)
    expect(response.status).not.toBe(200)
  })
})
