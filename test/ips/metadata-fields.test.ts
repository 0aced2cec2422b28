import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assetNamed, handles, told, uploadAll } from '../jobs/asset-rows.ts'
import { runJob } from '../jobs/run-job.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { elements, jobEnded, textOf } from '../support/soap.ts'
import { upload, uploaded } from '../support/upload.ts'
import { answer, outcome } from './jobs/call.ts'

let darkroom: TestApp
let bytes: Buffer

beforeAll(async () => {
  darkroom = await startTestApp()
  bytes = await plainPng(8, 8, 'red')
})
afterAll(async () => await darkroom.close())

const company = '<companyHandle>c|1</companyHandle>'
const call = async (operation: string, param: string) =>
  await answer(darkroom.url, { operation, param: company + param })
const refused = async (operation: string, param: string) =>
  await outcome(darkroom.url, { operation, param: company + param })

async function field(name: string, fieldType: string, more = '', assetType = 'Asset'): Promise<string> {
  const made = await call(
    'createMetadataField',
    `<assetType>${assetType}</assetType><name>${name}</name><fieldType>${fieldType}</fieldType>${more}`,
  )
  return textOf(made, 'fieldHandle') ?? ''
}

const item = (handle: string, value: string) => `<items><fieldHandle>${handle}</fieldHandle>${value}</items>`
const tags = (element: string, ...values: string[]) =>
  `<${element}>${values.map((value) => `<items>${value}</items>`).join('')}</${element}>`
const updates = (...items: string[]) => `<updateArray>${items.join('')}</updateArray>`
const metadataOptions = (...items: string[]) => `<metadataOptions>${updates(...items)}</metadataOptions>`

/** The metadata of an asset that is of fields: each with all that the service says of it. */
async function valuesOf(name: string, fields: readonly string[]) {
  const body = await call('getAssetsByName', `<nameArray><items>${name}</items></nameArray>`)
  return elements(body, 'metadataArray')
    .flatMap((array) => array.children)
    .filter((entry) => fields.includes(textOf(entry, 'name') ?? ''))
    .map((entry) => Object.fromEntries(entry.children.map((child) => [child.name, child.text])))
}
async function dictionary(handle: string): Promise<string[]> {
  const body = await call(
    'getTagFieldValues',
    `<fieldHandleArray><items>${handle}</items></fieldHandleArray>`,
  )
  return elements(body, 'valueArray').flatMap(({ children }) => children.map(({ text }) => text))
}
async function set(asset: string, ...items: string[]) {
  const assetHandle = `a|${(await assetNamed(darkroom, asset)).id}`
  return await refused('setAssetMetadata', `<assetHandle>${assetHandle}</assetHandle>${updates(...items)}`)
}

describe('metadata fields', () => {
  it('are made for a type or for all, listed, changed and deleted', async () => {
    const all = await field('Season', 'String', '<defaultValue>all year</defaultValue>')
    const image = await field('Angle', 'Int', '<isEnforced>true</isEnforced>', 'Image')
    await field('Author', 'String', '', 'Pdf')
    expect([all, image]).toEqual(['m|1|ASSET|Season', 'm|1|IMAGE|Angle'])
    const images = await call('getMetadataFields', '<assetType>Image</assetType>')
    expect(elements(images, 'fieldArray')[0]?.children.map((one) => textOf(one, 'name'))).toEqual([
      'Season',
      'Angle',
    ])
    expect(elements(images, 'items').map((one) => textOf(one, 'isEnforced'))).toEqual(['false', 'true'])
    const byType = await call('getAssetMetadataFields', '')
    expect(elements(byType, 'assetType').map(({ text }) => text)).toEqual(['Asset', 'Image', 'Pdf'])
    const renamed = await call(
      'updateMetadataField',
      '<fieldHandle>1|ALL|Season</fieldHandle><name>Time of year</name><defaultValue>any</defaultValue>',
    )
    expect(textOf(renamed, 'fieldHandle')).toBe('m|1|ASSET|Time of year')
    await uploadAll(darkroom, { files: [{ name: 'default.png', bytes }] })
    expect(await valuesOf('default', ['Time of year'])).toEqual([{ name: 'Time of year', value: 'any' }])
    await call('deleteMetadataField', '<fieldHandle>m|1|ASSET|Time of year</fieldHandle>')
    expect(await valuesOf('default', ['Time of year'])).toEqual([])
  })

  it.each([
    [
      'a name in use',
      'createMetadataField',
      '<assetType>Asset</assetType><name>Used</name><fieldType>Int</fieldType>',
      "there is a field 'Used'",
    ],
    [
      'a default for tags',
      'createMetadataField',
      '<assetType>Asset</assetType><name>T</name><fieldType>MultiTag</fieldType><defaultValue>a</defaultValue>',
      'has none',
    ],
    [
      'a default of another type',
      'createMetadataField',
      '<assetType>Asset</assetType><name>T</name><fieldType>Int</fieldType><defaultValue>a</defaultValue>',
      'expected a whole number',
    ],
    [
      'a field that is not there',
      'deleteMetadataField',
      '<fieldHandle>m|1|ASSET|Nothing</fieldHandle>',
      'names no metadata field',
    ],
    [
      'tags of a text',
      'addTagFieldValues',
      `<fieldHandle>m|1|ASSET|Used</fieldHandle>${tags('valueArray', 'a')}`,
      'can not be changed',
    ],
  ])('are refused: %s', async (_case, operation, param, said) => {
    await refused(
      'createMetadataField',
      '<assetType>Asset</assetType><name>Used</name><fieldType>String</fieldType>',
    )
    const { code, reason } = await refused(operation, param)
    expect(code).toBeDefined()
    expect(reason).toContain(said)
  })

  it('of tags know a dictionary: added to, renamed with the assets that have them, and taken away from these', async () => {
    const handle = await field('Mood', 'MultiFixedTag', '<initialTagValue>calm</initialTagValue>')
    await call(
      'addTagFieldValues',
      `<fieldHandle>${handle}</fieldHandle>${tags('valueArray', 'wild', 'loud')}`,
    )
    expect(await dictionary(handle)).toEqual(['calm', 'wild', 'loud'])
    await uploadAll(darkroom, { files: [{ name: 'mood.png', bytes }] })
    await set('mood.png', item(handle, tags('addTagValueArray', 'calm', 'wild')))
    const renamed = await call(
      'updateTagFieldValues',
      `<fieldHandle>${handle}</fieldHandle><updateArray><items><oldValue>calm</oldValue><newValue>still</newValue></items>` +
        '<items><oldValue>loud</oldValue><newValue>wild</newValue></items></updateArray>',
    )
    expect([textOf(renamed, 'successCount'), textOf(renamed, 'errorCount')]).toEqual(['1', '1'])
    expect((await valuesOf('mood', ['Mood']))[0]?.value).toBe('still,wild')
    await call('deleteTagFieldValues', `<fieldHandle>${handle}</fieldHandle>${tags('valueArray', 'wild')}`)
    expect((await valuesOf('mood', ['Mood']))[0]?.value).toBe('still')
    await call('setTagFieldValues', `<fieldHandle>${handle}</fieldHandle>${tags('valueArray', 'new')}`)
    expect(await valuesOf('mood', ['Mood'])).toEqual([])
    expect(await dictionary(handle)).toEqual(['new'])
  })
})

describe('setAssetMetadata', () => {
  it('sets values of each type, as text and as what they are', async () => {
    const types = { Text: 'String', Count: 'Int', Weight: 'Float', Sold: 'Boolean', Shot: 'Date' }
    const made = Object.entries(types).map(async ([name, type]) => await field(name, type))
    const [text = '', count = '', weight = '', sold = '', shot = ''] = await Promise.all(made)
    await uploadAll(darkroom, { files: [{ name: 'typed.png', bytes }] })
    await set(
      'typed.png',
      item(text, '<value>red &amp; blue</value>'),
      item(count, '<longVal>42</longVal>'),
      item(weight, '<doubleVal>1.5</doubleVal>'),
      item(sold, '<boolVal>true</boolVal>'),
      item(shot, '<dateVal>2024-02-29T12:00:00Z</dateVal>'),
    )
    expect(await valuesOf('typed', Object.keys(types))).toEqual([
      { name: 'Count', value: '42', longVal: '42' },
      { name: 'Shot', value: '2024-02-29T12:00:00.000Z', dateVal: '2024-02-29T12:00:00.000Z' },
      { name: 'Sold', value: 'true', boolVal: 'true' },
      { name: 'Text', value: 'red & blue' },
      { name: 'Weight', value: '1.5', doubleVal: '1.5' },
    ])
    await set('typed.png', item(count, '<value/>'))
    expect(await valuesOf('typed', ['Count'])).toEqual([])
  })

  it('adds, replaces and removes tags; a field for one keeps the last', async () => {
    const [many, one] = [await field('Styles', 'MultiTag'), await field('Colour', 'SingleTag')]
    await uploadAll(darkroom, { files: [{ name: 'tags.png', bytes }] })
    const values = async () => (await valuesOf('tags', ['Styles', 'Colour'])).map(({ value }) => value)
    await set(
      'tags.png',
      item(many, tags('addTagValueArray', 'a', 'b')),
      item(one, tags('addTagValueArray', 'red', 'blue')),
    )
    expect(await values()).toEqual(['blue', 'a,b'])
    await set('tags.png', item(many, tags('addTagValueArray', 'c', 'a') + tags('deleteTagValueArray', 'b')))
    expect(await values()).toEqual(['blue', 'a,c'])
    await set('tags.png', item(many, tags('setTagValueArray', 'x')), item(one, '<value>green</value>'))
    expect(await values()).toEqual(['green', 'x'])
    expect(await dictionary(many)).toEqual(['a', 'b', 'c', 'x'])
    const unique = await call('getUniqueMetadataValues', `<fieldHandle>${many}</fieldHandle>`)
    expect(elements(unique, 'items').map(({ text }) => text)).toEqual(['x'])
  })

  it.each([
    [
      'a typed value of another type',
      'Number',
      'Int',
      '',
      '<boolVal>true</boolVal>',
      "the field 'Number' is of the type Int",
    ],
    [
      'two values',
      'Number',
      'Int',
      '',
      '<value>1</value><longVal>1</longVal>',
      'value and longVal exclude each other',
    ],
    ['no value', 'Number', 'Int', '', '', 'there is no value'],
    [
      'a text that is none, where enforced',
      'Strict',
      'Int',
      '<isEnforced>true</isEnforced>',
      '<value>ten</value>',
      'expected a whole number',
    ],
    [
      'a tag outside of a fixed dictionary',
      'Fixed',
      'SingleFixedTag',
      '<initialTagValue>a</initialTagValue>',
      '<value>b</value>',
      "does not know the tag 'b'",
    ],
    ['a third truth', 'Truth', 'BooleanTag', '', '<value>Perhaps</value>', "does not know the tag 'Perhaps'"],
    ['tags for a text', 'Number', 'Int', '', tags('addTagValueArray', 'a'), 'is of the type Int'],
  ])('refuses %s, and sets nothing', async (_case, name, type, more, value, said) => {
    await refused(
      'createMetadataField',
      `<assetType>Asset</assetType><name>${name}</name><fieldType>${type}</fieldType>${more}`,
    )
    await refused(
      'createMetadataField',
      '<assetType>Asset</assetType><name>Beside</name><fieldType>String</fieldType>',
    )
    await uploadAll(darkroom, { files: [{ name: 'strict.png', bytes }] })
    const { code, reason } = await set(
      'strict.png',
      item('m|1|ASSET|Beside', '<value>x</value>'),
      item(`m|1|ASSET|${name}`, value),
    )
    expect(code).toMatch(/^3000[12]$/)
    expect(reason).toContain(said)
    expect(reason).toContain('updateArray/items[2]')
    expect(await valuesOf('strict', ['Beside', name])).toEqual([])
  })

  it('keeps a text that is no value of its type where the field is not enforced', async () => {
    const handle = await field('Loose', 'Int')
    await uploadAll(darkroom, { files: [{ name: 'loose.png', bytes }] })
    await set('loose.png', item(handle, '<value>about ten</value>'))
    expect(await valuesOf('loose', ['Loose'])).toEqual([{ name: 'Loose', value: 'about ten' }])
  })

  it('has its values taken away, one by one or with the batch', async () => {
    const handle = await field('Gone', 'String')
    await uploadAll(darkroom, { files: ['g1.png', 'g2.png'].map((name) => ({ name, bytes })) })
    const both = await handles(darkroom, 'g1.png', 'g2.png')
    const batch = await call(
      'batchSetAssetMetadata',
      `<updateArray><items><assetHandleArray>${both}<items>a|99999</items></assetHandleArray>${updates(item(handle, '<value>v</value>'))}</items></updateArray>`,
    )
    expect([textOf(batch, 'successCount'), textOf(batch, 'errorCount')]).toEqual(['2', '1'])
    expect(textOf(elements(batch, 'errorDetailArray')[0] ?? batch, 'assetHandle')).toBe('a|99999')
    expect(await valuesOf('g2', ['Gone'])).toEqual([{ name: 'Gone', value: 'v' }])
    const { id } = await assetNamed(darkroom, 'g2.png')
    await answer(darkroom.url, {
      operation: 'deleteAssetMetadata',
      namespace: 'http://www.scene7.com/IpsApi/xsd/2021-04-26-beta',
      param: `${company}<assetHandle>a|${id}</assetHandle><deleteArray><items><fieldHandle>${handle}</fieldHandle></items></deleteArray>`,
    })
    expect(await valuesOf('g2', ['Gone'])).toEqual([])
  })
})

describe('metadataOptions', () => {
  it('sets fields of the assets of the job, new ones and replaced ones', async () => {
    const [season, styles] = [await field('Job season', 'String'), await field('Job styles', 'MultiTag')]
    await uploadAll(darkroom, { files: [{ name: 'old.png', bytes }] })
    await set('old.png', item(styles, tags('addTagValueArray', 'kept')))
    await uploadAll(darkroom, {
      files: ['old.png', 'new.png'].map((name) => ({ name, bytes })),
      options: metadataOptions(
        item(season, '<value>winter</value>'),
        item(styles, tags('addTagValueArray', 'warm')),
      ),
    })
    const names = ['Job season', 'Job styles']
    expect((await valuesOf('old', names)).map(({ value }) => value)).toEqual(['winter', 'kept,warm'])
    expect((await valuesOf('new', names)).map(({ value }) => value)).toEqual(['winter', 'warm'])
  })

  it('is refused for an unknown field and for a value that the field can not have', async () => {
    const handle = await field('Job count', 'Int')
    for (const [options, said] of [
      [item('m|1|ASSET|Nowhere', '<value>a</value>'), 'names no metadata field'],
      [item(handle, '<boolVal>true</boolVal>'), 'is of the type Int'],
    ] as const) {
      const response = await upload(darkroom.url, { jobName: 'refused', options: metadataOptions(options) })
      const text = await response.text()
      expect(text).toContain('metadataOptions/updateArray/items[1]')
      expect(text).toContain(said)
    }
  })

  it('gives a warning for a file whose type has not the field, and for a field that went away', async () => {
    const video = await field('Frames', 'Int', '', 'Video')
    const passing = await field('Passing', 'String')
    const jobHandle = await uploaded(darkroom.url, {
      jobName: 'warned',
      options: metadataOptions(item(video, '<longVal>1</longVal>'), item(passing, '<value>a</value>')),
    })
    await call('deleteMetadataField', `<fieldHandle>${passing}</fieldHandle>`)
    await uploaded(darkroom.url, { jobHandle, endJob: true, files: [{ name: 'warned.png', bytes }] })
    const { lines, counts } = await jobEnded(darkroom.url, jobHandle)
    expect(counts).toMatchObject({ success: 1, warning: 1 })
    const said = told(lines).join('\n')
    expect(said).toContain("the field 'Frames' is of Video assets, and this one is of the type Image")
    expect(said).toContain("metadataOptions/updateArray/items[2]/fieldHandle: 'm|1|ASSET|Passing' names no")
  })

  it('goes out with the published metadata, unless the field is no publish data', async () => {
    const open = await field('Open', 'MultiTag')
    const inner = textOf(
      await answer(darkroom.url, {
        operation: 'createMetadataField',
        namespace: 'http://www.scene7.com/IpsApi/xsd/2021-04-26-beta',
        param: `${company}<assetType>Asset</assetType><name>Inner</name><fieldType>String</fieldType><isPublishData>false</isPublishData>`,
      }),
      'fieldHandle',
    )
    await uploadAll(darkroom, {
      files: [{ name: 'published.png', bytes }],
      options: metadataOptions(
        item(open, tags('setTagValueArray', 'x', 'y')),
        item(inner ?? '', '<value>secret</value>'),
      ),
    })
    await runJob(darkroom.url, '<metadataPublishJob/>')
    const { id } = await assetNamed(darkroom, 'published.png')
    const { metadata } = await darkroom.app.db
      .selectFrom('published_metadata')
      .select('metadata')
      .where('asset_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(metadata).toMatchObject({ Open: '["x", "y"]' })
    expect(metadata).not.toHaveProperty('Inner')
  })
})
