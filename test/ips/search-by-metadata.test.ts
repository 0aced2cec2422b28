import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assetNamed, handles, strangersAsset, uploadAll } from '../jobs/asset-rows.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { filled, pdf, text } from '../support/pdf.ts'
import { plainPng } from '../support/pictures.ts'
import { elements, textOf } from '../support/soap.ts'
import { answer, outcome } from './jobs/call.ts'

let darkroom: TestApp
const company = '<companyHandle>c|1</companyHandle>'
const namespace = 'http://www.scene7.com/IpsApi/xsd/2021-04-26-beta'

const call = async (operation: string, param: string) =>
  await answer(darkroom.url, { operation, namespace, param: company + param })
const array = (name: string, ...items: string[]) =>
  `<${name}>${items.map((item) => `<items>${item}</items>`).join('')}</${name}>`

/** Pictures in folders, one with a field and keywords; a PDF whose page has words; a picture of another company. */
beforeAll(async () => {
  darkroom = await startTestApp()
  const bytes = await plainPng(8, 8, 'red')
  await uploadAll(darkroom, {
    destFolder: 'shoes',
    options: '<xmpKeywords>run, 50% wool</xmpKeywords>',
    files: [{ name: 'Boot.png', bytes }],
  })
  await uploadAll(darkroom, { destFolder: 'shoes/kids_1', files: [{ name: 'boot_small.png', bytes }] })
  await uploadAll(darkroom, { readyForPublish: false, files: [{ name: 'hat.png', bytes }] })
  const page = {
    width: 90,
    height: 40,
    content: `${filled('1 0 0', 0, 0, 9, 9)} ${text('Hiking manual', 5, 20, 10)}`,
  }
  await uploadAll(darkroom, {
    files: [{ name: 'guide.pdf', bytes: pdf({ pages: [page], info: { Title: 'The Guide' } }) }],
    options:
      '<pdfOptions><process>Rasterize</process><resolution>72</resolution><extractSearchWords>true</extractSearchWords></pdfOptions>',
  })
  await strangersAsset(darkroom, 'hat.png')
  const field = await call(
    'createMetadataField',
    '<assetType>Asset</assetType><name>Season</name><fieldType>String</fieldType>',
  )
  const update = `<items><fieldHandle>${textOf(field, 'fieldHandle')}</fieldHandle><value>Late Summer</value></items>`
  await call(
    'setAssetMetadata',
    `<assetHandle>a|${(await assetNamed(darkroom, 'hat.png')).id}</assetHandle><updateArray>${update}</updateArray>`,
  )
})
afterAll(async () => await darkroom.close())

const condition = (key: string, op: string, more: string) =>
  `<items><fieldHandle>${key}</fieldHandle><op>${op}</op>${more}</items>`
const value = (wanted: string) => `<value>${wanted}</value>`

interface Search {
  readonly filters?: string
  readonly conditions?: string
  readonly more?: string
}

async function search({ filters = '', conditions = '', more = '' }: Search) {
  const body = await call(
    'searchAssetsByMetadata',
    `<filters>${filters}</filters><metadataConditionArray>${conditions}</metadataConditionArray>${more}`,
  )
  const items = elements(body, 'assetSummaryArray')[0]?.children ?? []
  return { items, names: items.map((item) => textOf(item, 'filename')), total: textOf(body, 'totalRows') }
}

const pages = '<assetTypeArray><items>Image</items></assetTypeArray>'

describe('searchAssetsByMetadata finds by', () => {
  it.each<[string, string, string[]]>([
    ['name, in any case', condition('name', 'Equals', value('boot')), ['Boot.png']],
    [
      'name, in its case',
      condition('name', 'Equals', `<caseSensitive>true</caseSensitive>${value('boot')}`),
      [],
    ],
    ['the start of a name', condition('name', 'StartsWith', value('BOOT')), ['Boot.png', 'boot_small.png']],
    ['the end of a file name', condition('file_name', 'EndsWith', value('l.png')), ['boot_small.png']],
    ['no pattern', condition('name', 'Contains', value('boo%l')), []],
    ['no placeholder', condition('folder_path', 'Contains', value('kids_')), ['boot_small.png']],
    ['a keyword out of a list', condition('dc.subject', 'Equals', value('50% wool')), ['Boot.png']],
    ['a field by its name', condition('custom_attributes.Season', 'EndsWith', value('summer')), ['hat.png']],
    ['a field by its handle', condition('m|1|ASSET|Season', 'Contains', value('Late')), ['hat.png']],
    ['metadata of a document', condition('dc.title', 'Equals', value('the guide')), ['guide.pdf']],
    [
      'what is not so',
      condition('name', 'NotContains', value('boot')) +
        condition('type', 'NotEquals', value('Pdf')) +
        condition('name', 'NotContains', value('guide')),
      ['hat.png'],
    ],
    ['several values', condition('name', 'Equals', array('values', 'hat', 'boot')), ['Boot.png', 'hat.png']],
    ['times', condition('created_at', 'StartsWith', value('19')), []],
    ['people', condition('created_by', 'NotEquals', value('admin@localhost')), []],
  ])('%s', async (_what, conditions, expected) => {
    const { names, total } = await search({ conditions })
    expect(names.sort()).toEqual(expected)
    expect(total).toBe(String(expected.length))
  })

  it('the words on pages of documents', async () => {
    const { items } = await search({ conditions: condition('words', 'Contains', value('manual hiking')) })
    expect(items.map((item) => textOf(item, 'type'))).toEqual(['Image'])
    expect((await search({ conditions: condition('words', 'Contains', value('manual bike')) })).total).toBe(
      '0',
    )
  })

  it('one condition of several', async () => {
    const conditions = condition('name', 'Equals', value('hat')) + condition('name', 'Equals', value('boot'))
    expect((await search({ conditions })).names).toEqual([])
    const more = '<metadataConditionMatchMode>MatchAny</metadataConditionMatchMode>'
    expect((await search({ conditions, more })).names).toEqual(['Boot.png', 'hat.png'])
  })

  it.each<[string, string, string[]]>([
    ['a folder with what is below', '<folder>Demo/shoes/</folder>', ['Boot.png', 'boot_small.png']],
    ['a folder alone', '<folder>shoes</folder><includeSubfolders>false</includeSubfolders>', ['Boot.png']],
    ['no folder of that beginning', '<folder>Demo/sho</folder>', []],
    ['a type', array('assetTypeArray', 'Pdf'), ['guide.pdf']],
    [
      'what was uploaded',
      `${pages}<excludeByproducts>true</excludeByproducts>`,
      ['Boot.png', 'boot_small.png', 'hat.png'],
    ],
    ['what is not marked', '<publishState>NotMarkedForPublish</publishState>', ['hat.png']],
    ['the trash', '<trashState>InTrash</trashState>', []],
  ])('%s', async (_what, filters, expected) => {
    expect((await search({ filters })).names.sort()).toEqual(expected)
  })

  it('a project', async () => {
    const project = textOf(await call('createProject', '<projectName>Hats</projectName>'), 'projectHandle')
    const handle = `<projectHandle>${project}</projectHandle>`
    await call(
      'addProjectAssets',
      `${handle}<assetHandleArray>${await handles(darkroom, 'hat.png')}</assetHandleArray>`,
    )
    expect((await search({ filters: handle })).names).toEqual(['hat.png'])
  })
})

describe('an answer of searchAssetsByMetadata', () => {
  it('is a page of a sorted list, and tells how long that is', async () => {
    const filters = `${pages}<excludeByproducts>true</excludeByproducts>`
    const page = async (more: string) => {
      const { names, total } = await search({ filters, more })
      return [total, ...names]
    }
    const two = (n: number) => `<recordsPerPage>2</recordsPerPage><resultsPage>${n}</resultsPage>`
    expect(await page(two(1))).toEqual(['3', 'Boot.png', 'boot_small.png'])
    expect(await page(two(2))).toEqual(['3', 'hat.png'])
    expect(await page('<sortBy>name</sortBy><sortDirection>descending</sortDirection>')).toEqual([
      '3',
      'hat.png',
      'boot_small.png',
      'Boot.png',
    ])
    const season = await page('<sortBy>custom_attributes.Season</sortBy>')
    expect(season[1], 'those without a value come last').toBe('hat.png')
  })

  it('has the metadata that were asked for', async () => {
    const conditions = condition('name', 'Equals', value('hat'))
    const keys = array('responseMetadataArray', 'custom_attributes.Season', 'dc.title')
    const { items } = await search({ conditions, more: keys })
    const [item] = items
    expect(item?.children.map(({ name }) => name).slice(0, 5)).toEqual([
      'assetHandle',
      'type',
      'name',
      'folder',
      'filename',
    ])
    expect(item && elements(item, 'metadataArray')[0]?.children.map((one) => textOf(one, 'value'))).toEqual([
      'Late Summer',
    ])
  })

  it.each([
    [
      '30001',
      'items[1]/op is "Like"',
      `<metadataConditionArray>${condition('name', 'Like', value('a'))}</metadataConditionArray>`,
    ],
    [
      '30001',
      'names no metadata field',
      `<metadataConditionArray>${condition('m|1|ASSET|None', 'Equals', value('a'))}</metadataConditionArray>`,
    ],
    [
      '30001',
      'expected one of Contains',
      `<metadataConditionArray>${condition('words', 'Equals', value('a'))}</metadataConditionArray>`,
    ],
    [
      '30002',
      'items[1]/value',
      `<metadataConditionArray>${condition('name', 'Equals', '')}</metadataConditionArray>`,
    ],
    [
      '30001',
      'has 101 conditions',
      `<metadataConditionArray>${condition('name', 'Equals', value('a')).repeat(101)}</metadataConditionArray>`,
    ],
    [
      '30001',
      '2001 values',
      `<metadataConditionArray>${condition('name', 'Equals', array('values', ...Array(2000).fill('a')))}</metadataConditionArray>`,
    ],
    ['30001', 'filters/publishState', '<filters><publishState>Soon</publishState></filters>'],
    ['30001', 'recordsPerPage', '<recordsPerPage>5000</recordsPerPage>'],
    ['30000', 'haystackSearch', '<haystackSearch><assetHandle>a|1</assetHandle></haystackSearch>'],
  ])('is fault %s: %s', async (code, reason, param) => {
    expect(
      await outcome(darkroom.url, { operation: 'searchAssetsByMetadata', namespace, param: company + param }),
    ).toMatchObject({ code, reason: expect.stringContaining(reason) })
  })
})
