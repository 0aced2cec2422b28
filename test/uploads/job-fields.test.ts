import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jobEnded } from '../support/soap.ts'
import { completeSettings, fieldsXml, neededSettings, settingsPart } from './every-setting.ts'
import { authPart, handleIn, postForm } from './form.ts'
import { jobIdOf } from './state.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

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

describe('an option that nothing carries out', () => {
  const asking: Readonly<Record<string, string>> = {
    knockoutBackgroundOptions: '<corner>UpperLeft</corner><fillMethod>FloodFill</fillMethod>',
    autoColorCropOptions: '<corner>UpperLeft</corner><tolerance>0</tolerance>',
    autoTransparentCropOptions: '<tolerance>0</tolerance>',
    autoSmartCropOptionsArray:
      '<items><name>s</name><width>1</width><height>1</height><type>t</type></items>',
    photoshopOptions: '<process>MaintainLayers</process>',
    postScriptOptions: '<process>Rasterize</process>',
    pdfOptions: '<process>Rasterize</process>',
    illustratorOptions: '<process>Rasterize</process>',
    unCompressOptions: '<process>UnCompress</process>',
    cssOptions: '<forceStaticImages>true</forceStaticImages>',
    colorManagementOptions: '<colorManagement>Convert</colorManagement>',
    autoSetCreationOptions: '<autoSetsArray><items>ps|1</items></autoSetsArray>',
    projectHandleArray: '<items>p|1|Spring</items>',
    mediaOptions: '<generateThumbnail>true</generateThumbnail>',
    metadataOptions: '<updateArray><items><fieldHandle>m|1</fieldHandle></items></updateArray>',
  }

  async function warnings(settings: string): Promise<string[]> {
    const reply = await postForm(darkroom.url, [authPart(), settingsPart('options', settings, true)])
    const { lines } = await jobEnded(darkroom.url, handleIn(reply))
    return lines.filter(({ type }) => type === 'UploadWarning').map(({ message }) => message)
  }

  it.each(Object.entries(asking))('gives one warning that names it: %s', async (name, content) => {
    const found = await warnings(`${neededSettings}<${name}>${content}</${name}>`)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(name)
  })

  it('gives one warning each when there are several', async () => {
    const { autoTransparentCropOptions: _, ...together } = asking
    const settings = Object.entries(together).map(([name, content]) => `<${name}>${content}</${name}>`)
    const found = await warnings(neededSettings + settings.join(''))
    expect(found).toHaveLength(Object.keys(together).length)
    for (const name of Object.keys(together))
      expect(found.filter((warning) => warning.includes(` ${name} `))).toHaveLength(1)
  })

  it('gives none when it asks for nothing', async () => {
    const nothing =
      '<photoshopOptions><process>None</process></photoshopOptions><pdfOptions><process>none</process></pdfOptions>' +
      '<unCompressOptions><process>None</process></unCompressOptions><mediaOptions/><projectHandleArray/>' +
      '<colorManagementOptions><colorManagement>Default</colorManagement></colorManagementOptions><postHttpUrl/>'
    expect(await warnings(neededSettings + nothing)).toEqual([])
  })
})
