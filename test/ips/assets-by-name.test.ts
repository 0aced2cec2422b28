import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { elements, jobEnded, soap, textOf } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'

let darkroom: TestApp

/** A picture and a PDF that share a name, a second picture, and a text in a folder. */
beforeAll(async () => {
  darkroom = await startTestApp()
  const handle = await uploaded(darkroom.url, {
    jobName: 'assets',
    endJob: true,
    options: '<pdfOptions><process>None</process></pdfOptions>',
    files: [
      { name: 'sofa.png', bytes: await plainPng(30, 20, 'red') },
      { name: 'sofa.pdf', bytes: Buffer.from('%PDF-1.4\n%%EOF\n') },
      { name: 'chair.png', bytes: await plainPng(10, 10, 'red') },
      { name: 'texts/sofa.css', bytes: Buffer.from('a { color: red }') },
    ],
  })
  await jobEnded(darkroom.url, handle)
})
afterAll(async () => await darkroom.close())

function array(name: string, ...items: string[]): string {
  return `<${name}>${items.map((item) => `<items>${item}</items>`).join('')}</${name}>`
}

async function find(names: readonly string[], more = '') {
  const { status, text, body } = await soap(darkroom.url, {
    operation: 'getAssetsByName',
    param: `<companyHandle>c|1</companyHandle>${array('nameArray', ...names)}${more}`,
  })
  expect(status, text).toBe(200)
  return body
}

async function files(names: readonly string[], more?: string): Promise<string[]> {
  const found = elements(await find(names, more), 'items').filter(
    (item) => textOf(item, 'fileName') !== undefined,
  )
  return found.map((item) => `${textOf(item, 'folder')}${textOf(item, 'fileName')}`).sort()
}

describe('getAssetsByName', () => {
  const sofas = ['Demo/sofa.pdf', 'Demo/sofa.png', 'Demo/texts/sofa.css']
  it.each([
    ['one name', ['sofa'], '', sofas],
    ['several names, in whatever order', ['sofa', 'none', 'chair'], '', ['Demo/chair.png', ...sofas]],
    ['a name in another case', ['SOFA'], '', []],
    ['a part of a name', ['sof'], '', []],
    ['a pattern', ['sof%'], '', []],
    ['a file name', ['sofa.png'], '', []],
    ['no name', [], '', []],
    ['a type', ['sofa'], array('assetTypeArray', 'Image'), ['Demo/sofa.png']],
    ['types', ['sofa'], array('assetTypeArray', 'Image', 'Pdf'), ['Demo/sofa.pdf', 'Demo/sofa.png']],
    ['a type without assets', ['sofa'], array('assetTypeArray', 'Video'), []],
    ['no type', ['sofa'], '<assetTypeArray/>', sofas],
    ['excluded types', ['sofa'], array('excludeAssetTypeArray', 'Pdf', 'Image'), ['Demo/texts/sofa.css']],
    [
      'a type and an excluded type',
      ['sofa'],
      array('assetTypeArray', 'Image', 'Pdf') + array('excludeAssetTypeArray', 'Pdf'),
      ['Demo/sofa.png'],
    ],
    ['a subtype, which no asset has', ['sofa'], array('assetSubTypeArray', 'MixedMediaSet'), sofas],
    [
      'a subtype that is strictly checked',
      ['sofa'],
      `${array('assetSubTypeArray', 'MixedMediaSet')}<strictSubTypeCheck>true</strictSubTypeCheck>`,
      [],
    ],
  ])('finds by %s', async (_what, names, more, expected) => {
    expect(await files(names, more)).toEqual([...expected].sort())
  })

  it('finds in long lists', async () => {
    const many = Array.from({ length: 70_000 }, (_, i) => `n${i}`)
    expect(await files([...many, 'chair'])).toEqual(['Demo/chair.png'])
    for (const list of ['assetTypeArray', 'assetSubTypeArray', 'excludeAssetTypeArray'])
      expect(await files(['sofa'], array(list, ...many)), list).toEqual(
        list === 'assetTypeArray' ? [] : sofas,
      )
  })

  it('answers an empty array where nothing is found', async () => {
    const body = await find(['nothing'])
    expect(body.children.map(({ name, children }) => [name, children.length])).toEqual([['assetArray', 0]])
  })

  it('answers only the fields of responseFieldArray', async () => {
    const fields = array('responseFieldArray', 'assetArray/items/name', 'assetArray/items/imageInfo/height')
    const [asset] = elements(await find(['chair'], fields), 'items')
    expect(asset?.children.map(({ name }) => name)).toEqual(['name', 'imageInfo'])
    expect(elements(await find(['chair'], fields), 'imageInfo')[0]?.children.map(({ name }) => name)).toEqual(
      ['height'],
    )
  })

  it('answers a whole element that responseFieldArray names', async () => {
    const body = await find(['chair'], array('responseFieldArray', 'assetArray/items/imageInfo'))
    expect(elements(body, 'items')[0]?.children.map(({ name }) => name)).toEqual(['imageInfo'])
    expect(textOf(body, 'width')).toBe('10')
  })

  it('leaves out the fields of excludeFieldArray, also of those that are asked for', async () => {
    const whole = elements(await find(['chair']), 'items')[0]?.children.map(({ name }) => name) ?? []
    const less = array('excludeFieldArray', 'assetArray/items/metadataArray', 'assetArray/items/imageInfo')
    const [asset] = elements(await find(['chair'], less), 'items')
    expect(asset?.children.map(({ name }) => name)).toEqual(
      whole.filter((name) => name !== 'metadataArray' && name !== 'imageInfo'),
    )
    const both =
      array('responseFieldArray', 'assetArray') +
      array('excludeFieldArray', 'assetArray/items/imageInfo/width')
    const info = elements(await find(['chair'], both), 'imageInfo')[0]
    expect(info?.children.map(({ name }) => name)).not.toContain('width')
    expect(textOf(await find(['chair'], both), 'height')).toBe('10')
  })

  it('answers an empty element when nothing of the answer is asked for', async () => {
    expect((await find(['chair'], array('responseFieldArray', 'somethingElse'))).children).toEqual([])
  })
})
