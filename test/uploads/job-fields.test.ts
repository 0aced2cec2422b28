import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { srgbProfile } from '../../src/core/imaging/srgb-profile.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jobEnded } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { completeSettings, fieldsXml, neededSettings, settingsPart } from './every-setting.ts'
import { authPart, handleIn, postForm } from './form.ts'
import { jobIdOf } from './state.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
  const files = ['a.icc', 'b.icc'].map((name) => ({ name, bytes: srgbProfile }))
  await jobEnded(darkroom.url, await uploaded(darkroom.url, { jobName: 'profiles', files, endJob: true }))
  await makeReferences(darkroom)
})
afterAll(async () => await darkroom.close())

/** What the settings refer to by handles: scripts, a project, metadata fields. */
async function makeReferences({ app: { db } }: TestApp): Promise<void> {
  const { id: type_id } = await db
    .selectFrom('property_set_type')
    .select('id')
    .where('name', '=', 'SetGenerationScript')
    .executeTakeFirstOrThrow()
  const properties = JSON.stringify([{ name: 'match', value: '(?<base>.+)-(?<view>.)' }])
  await db
    .insertInto('property_set')
    .values([101, 102].map((id) => ({ id, type_id, company_id: 1, properties })))
    .execute()
  await db.insertInto('project').values({ company_id: 1, name: 'Spring' }).execute()
  const field = { company_id: 1, asset_type: 'Asset' }
  await db
    .insertInto('metadata_field')
    .values([
      { ...field, name: 'Season', field_type: 'String' },
      { ...field, name: 'Styles', field_type: 'MultiTag' },
    ])
    .execute()
}

async function post(settings: string) {
  return await postForm(darkroom.url, [authPart(), settingsPart('fields', settings)])
}

describe('UploadPostJob', () => {
  it.each([
    ['crop by margins', { manualCropOptions: { left: 1, right: 2, top: 3, bottom: 4 } }],
    ['crop by colour', { autoColorCropOptions: { corner: 'BottomRight', tolerance: 0.25 } }],
    ['crop by transparency', { autoTransparentCropOptions: { tolerance: 1 } }],
  ])('is decoded and stored with the job in every field: %s', async (_, crop) => {
    const settings = { ...completeSettings, ...crop }
    const jobHandle = handleIn(await post(fieldsXml(settings)))
    const { params } = await darkroom.app.db
      .selectFrom('job')
      .select('params')
      .where('id', '=', jobIdOf(jobHandle))
      .executeTakeFirstOrThrow()
    expect(params).toEqual(settings)
  })

  it('keeps absent options absent', async () => {
    const jobHandle = handleIn(await post(neededSettings))
    const job = darkroom.app.db.selectFrom('job').select('params').where('id', '=', jobIdOf(jobHandle))
    expect((await job.executeTakeFirstOrThrow()).params).toEqual({
      overwrite: true,
      readyForPublish: true,
      createMask: false,
      emailSetting: 'None',
    })
  })
})

describe('options', () => {
  async function warnings(settings: string): Promise<string[]> {
    const reply = await postForm(darkroom.url, [authPart(), settingsPart('options', settings, true)])
    const { lines } = await jobEnded(darkroom.url, handleIn(reply))
    return lines.filter(({ type }) => type === 'UploadWarning').map(({ message }) => message)
  }

  it('that ask for nothing give no warning', async () => {
    const nothing =
      '<photoshopOptions><process>None</process></photoshopOptions><pdfOptions><process>none</process></pdfOptions>' +
      '<unCompressOptions><process>None</process></unCompressOptions><mediaOptions/><projectHandleArray/>' +
      '<colorManagementOptions><colorManagement>Default</colorManagement></colorManagementOptions><postHttpUrl/>'
    expect(await warnings(neededSettings + nothing)).toEqual([])
  })
})
