import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { neededSettings, settingsPart } from './every-setting.ts'
import { authPart, type Fault, faultIn, postForm } from './form.ts'
import { traces } from './state.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

/** The fault that a first POST with these settings gets. */
async function faultOf(settings: string): Promise<Fault> {
  const reply = await postForm(darkroom.url, [authPart(), settingsPart('refused', settings)])
  expect(reply.status).toBe(500)
  return faultIn(reply.text)
}

/** The settings that must be there, with one of them replaced, or with others behind them. */
function withSetting(xml: string): string {
  const name = /^<(\w+)/.exec(xml)?.[1] ?? ''
  return neededSettings.replace(new RegExp(`<${name}>.*</${name}>`), '') + xml
}

describe('a value that is not allowed gets 30001, which names field and value:', () => {
  it.each([
    ['a boolean', 'overwrite', 'perhaps', '<overwrite>perhaps</overwrite>'],
    ['a boolean', 'createMask', '2', '<createMask>2</createMask>'],
    ['a boolean that is optional', 'preserveCrop', 'ja', '<preserveCrop>ja</preserveCrop>'],
    ['a constant', 'emailSetting', 'Never', '<emailSetting>Never</emailSetting>'],
    [
      'a whole number',
      'manualCropOptions/left',
      '1.5',
      '<manualCropOptions><left>1.5</left><right>0</right><top>0</top><bottom>0</bottom></manualCropOptions>',
    ],
    [
      'a negative margin',
      'manualCropOptions/top',
      '-1',
      '<manualCropOptions><left>0</left><right>0</right><top>-1</top><bottom>0</bottom></manualCropOptions>',
    ],
    [
      'a number beyond 32 bits',
      'manualCropOptions/right',
      '2147483648',
      '<manualCropOptions><left>0</left><right>2147483648</right><top>0</top><bottom>0</bottom></manualCropOptions>',
    ],
    [
      'a tolerance',
      'autoTransparentCropOptions/tolerance',
      '1.01',
      '<autoTransparentCropOptions><tolerance>1.01</tolerance></autoTransparentCropOptions>',
    ],
    [
      'the size of a smart crop',
      'autoSmartCropOptionsArray/items[1]/height',
      '0',
      '<autoSmartCropOptionsArray><items><name>a</name><width>1</width><height>0</height><type>t</type></items></autoSmartCropOptionsArray>',
    ],
    [
      'the name of a smart crop',
      'autoSmartCropOptionsArray/items[1]/name',
      'a:b',
      '<autoSmartCropOptionsArray><items><name>a:b</name><width>1</width><height>1</height><type>t</type></items></autoSmartCropOptionsArray>',
    ],
    [
      'an address to be told',
      'postHttpUrl',
      'file:///etc/passwd',
      '<postHttpUrl>file:///etc/passwd</postHttpUrl>',
    ],
    [
      'a corner',
      'autoColorCropOptions/corner',
      'TopLeft',
      '<autoColorCropOptions><corner>TopLeft</corner><tolerance>0</tolerance></autoColorCropOptions>',
    ],
    [
      'a constant inside another name of its option',
      'knockoutBackgroundOptions/fillMethod',
      'Flood',
      '<knockoutBackground><corner>UpperLeft</corner><fillMethod>Flood</fillMethod></knockoutBackground>',
    ],
    [
      'the top of a range',
      'unsharpMaskOptions/amount',
      '5.1',
      '<unsharpMaskOptions><amount>5.1</amount></unsharpMaskOptions>',
    ],
    [
      'the bottom of a range',
      'unsharpMaskOptions/radius',
      '-0.1',
      '<unsharpMaskOptions><radius>-0.1</radius></unsharpMaskOptions>',
    ],
    [
      'a whole number in a range',
      'unsharpMaskOptions/threshold',
      '256',
      '<unsharpMaskOptions><threshold>256</threshold></unsharpMaskOptions>',
    ],
    [
      'one of two numbers',
      'unsharpMaskOptions/monochrome',
      '2',
      '<unsharpMaskOptions><monochrome>2</monochrome></unsharpMaskOptions>',
    ],
    ['a number', 'pdfOptions/resolution', 'fine', '<pdfOptions><resolution>fine</resolution></pdfOptions>'],
    [
      'a process',
      'photoshopOptions/process',
      'Flatten',
      '<photoshopOptions><process>Flatten</process></photoshopOptions>',
    ],
    [
      'a constant two levels down',
      'photoshopOptions/layerOptions/anchor',
      'Middle',
      '<photoshopOptions><layerOptions><anchor>Middle</anchor></layerOptions></photoshopOptions>',
    ],
    [
      'a constant in another case, where case counts',
      'unCompressOptions/process',
      'uncompress',
      '<unCompressOptions><process>uncompress</process></unCompressOptions>',
    ],
    [
      'a long number',
      'mediaOptions/thumbnailOptions/thumbnailTime',
      'soon',
      '<mediaOptions><thumbnailOptions><thumbnailTime>soon</thumbnailTime></thumbnailOptions></mediaOptions>',
    ],
    [
      'a date in the second entry of a list',
      'metadataOptions/updateArray/items[2]/dateVal',
      'yesterday',
      '<metadataOptions><updateArray><items><fieldHandle>a</fieldHandle></items><items><fieldHandle>b</fieldHandle><dateVal>yesterday</dateVal></items></updateArray></metadataOptions>',
    ],
  ])('%s, %s = "%s"', async (_, field, value, xml) => {
    const before = await traces(darkroom)
    const fault = await faultOf(withSetting(xml))
    expect(fault).toMatchObject({ name: 'ipsApiFault', code: '30001' })
    expect(fault.reason).toContain(`uploadParams/${field} is "${value}"`)
    expect(await traces(darkroom)).toEqual(before)
  })

  it.each([
    [
      'elements where a number belongs',
      'unsharpMaskOptions/amount',
      'an element with elements inside',
      '<unsharpMaskOptions><amount><b/></amount></unsharpMaskOptions>',
    ],
    [
      'an element that is there twice',
      'xmpKeywords',
      '2 elements',
      '<xmpKeywords>a</xmpKeywords><xmpKeywords>b</xmpKeywords>',
    ],
  ])('%s, %s: %s', async (_, field, value, xml) => {
    const before = await traces(darkroom)
    const fault = await faultOf(withSetting(xml))
    expect(fault).toMatchObject({ name: 'ipsApiFault', code: '30001' })
    expect(fault.reason).toContain(`uploadParams/${field} is ${value}; expected`)
    expect(await traces(darkroom)).toEqual(before)
  })

  it('two ways to crop at once', async () => {
    const crops =
      '<manualCropOptions><left>1</left><right>0</right><top>0</top><bottom>0</bottom></manualCropOptions>' +
      '<autoTransparentCropOptions><tolerance>0</tolerance></autoTransparentCropOptions>'
    const fault = await faultOf(neededSettings + crops)
    expect(fault).toMatchObject({ name: 'ipsApiFault', code: '30001' })
    expect(fault.reason).toMatch(/manualCropOptions.*autoTransparentCropOptions/)
  })
})

describe('what must be there and is not gets 30002, which names it:', () => {
  it.each([
    ['overwrite', '<overwrite/>'],
    ['readyForPublish', '<readyForPublish/>'],
    ['createMask', '<createMask/>'],
    ['emailSetting', '<emailSetting/>'],
    [
      'manualCropOptions/bottom',
      '<manualCropOptions><left>0</left><right>0</right><top>0</top></manualCropOptions>',
    ],
    [
      'autoColorCropOptions/tolerance',
      '<autoColorCropOptions><corner>UpperLeft</corner></autoColorCropOptions>',
    ],
    ['knockoutBackgroundOptions/corner', '<knockoutBackgroundOptions/>'],
    ['colorManagementOptions/colorManagement', '<colorManagementOptions/>'],
    ['unCompressOptions/process', '<unCompressOptions/>'],
  ])('%s', async (field, xml) => {
    for (const settings of [withSetting(xml), withSetting(xml).replace(`<${field}/>`, '')]) {
      const fault = await faultOf(settings)
      expect(fault).toMatchObject({ name: 'ipsApiFault', code: '30002' })
      expect(fault.reason).toContain(`uploadParams/${field} is missing`)
    }
  })
})
