import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { XmlElement } from '../../src/soap/xml.ts'
import { assetNamed, strangersAsset, uploadAll } from '../jobs/asset-rows.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { elements, textOf } from '../support/soap.ts'
import { answer, outcome } from './jobs/call.ts'

let darkroom: TestApp
let hat: string

beforeAll(async () => {
  darkroom = await startTestApp()
  await uploadAll(darkroom, {
    files: [
      { name: 'hat.png', bytes: await plainPng(100, 80, 'red') },
      { name: 'hat.css', bytes: Buffer.from('a { color: red }') },
    ],
  })
  hat = `a|${(await assetNamed(darkroom, 'hat.png')).id}`
})
afterAll(async () => await darkroom.close())

const before40 = 'http://www.scene7.com/IpsApi/xsd'

const call = async (operation: string, param: string, more = {}) =>
  await answer(darkroom.url, { operation, param: `<companyHandle>c|1</companyHandle>${param}`, ...more })
const refused = async (operation: string, param: string) =>
  (await outcome(darkroom.url, { operation, param: `<companyHandle>c|1</companyHandle>${param}` })).reason

interface Fields {
  readonly asset?: string
  readonly handle?: string
  readonly name?: string
  readonly region?: string
  readonly action?: string
  readonly position?: number
  readonly enabled?: boolean
}

function saved({
  asset = hat,
  handle,
  name = 'Map',
  region = '0,10,84,128',
  action = 'https://example.com/?a=1&amp;b=2',
  position = 0,
  enabled = true,
}: Fields) {
  return (
    `<assetHandle>${asset}</assetHandle>${handle ? `<imageMapHandle>${handle}</imageMapHandle>` : ''}<name>${name}</name>` +
    `<shapeType>Rectangle</shapeType><region>${region}</region><action>${action}</action><position>${position}</position><enabled>${enabled}</enabled>`
  )
}

const handleIn = (element: XmlElement) => textOf(element, 'imageMapHandle') ?? ''

async function maps() {
  const body = await call('getAssetsByName', '<nameArray><items>hat</items></nameArray>')
  const items = elements(body, 'imageMaps')[0]?.children ?? []
  return items.map((item) => Object.fromEntries(item.children.map(({ name, text }) => [name, text])))
}

describe('image maps', () => {
  it('are made, shown with their image, changed and deleted', async () => {
    const first = handleIn(await call('saveImageMap', saved({ position: 2 })))
    expect(first).toMatch(/^a\|\d+\|8\|\d+$/)
    const second = handleIn(await call('saveImageMap', saved({ name: 'Below', position: 1, enabled: false })))
    expect(await maps()).toMatchObject([
      { imageMapHandle: second, name: 'Below', position: '1', enabled: 'false' },
      {
        imageMapHandle: first,
        name: 'Map',
        shapeType: 'Rectangle',
        region: '0,10,84,128',
        action: 'https://example.com/?a=1&b=2',
        position: '2',
        enabled: 'true',
        lastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/),
      },
    ])
    expect(
      handleIn(await call('saveImageMap', saved({ handle: first, name: 'Other', region: ' 1, 2,3 ,4 ' }))),
    ).toBe(first)
    expect(await maps()).toMatchObject([
      { name: 'Other', region: '1,2,3,4', position: '0' },
      { name: 'Below' },
    ])
    await call('deleteImageMap', `<imageMapHandle>${first}</imageMapHandle>`)
    expect((await maps()).map(({ name }) => name)).toEqual(['Below'])
  })

  it('are all replaced by setImageMaps, which answers with handles in the same order', async () => {
    const items = ['A', 'B', 'C']
      .map(
        (name) =>
          `<items><name>${name}</name><shapeType>Polygon</shapeType><region>0,0,9,0,9,9</region><action>#</action><enabled>true</enabled></items>`,
      )
      .join('')
    const body = await call(
      'setImageMaps',
      `<assetHandle>${hat}</assetHandle><imageMapArray>${items}</imageMapArray>`,
    )
    const given = (elements(body, 'imageMapHandleArray')[0]?.children ?? []).map(({ text }) => text)
    expect((await maps()).map(({ name, imageMapHandle }) => [name, imageMapHandle])).toEqual(
      ['A', 'B', 'C'].map((name, at) => [name, given[at]]),
    )
    await call('setImageMaps', `<assetHandle>${hat}</assetHandle><imageMapArray/>`)
    expect(await maps()).toEqual([])
  })

  it('have handles without a letter before 4.0, and are always on there', async () => {
    const param = saved({ asset: `${hat.slice(2)}|1|1` }).replace('<enabled>true</enabled>', '')
    const handle = handleIn(await call('saveImageMap', param, { namespace: before40 }))
    expect(handle).toMatch(/^\d+\|8\|\d+$/)
    expect(await maps()).toMatchObject([{ enabled: 'true' }])
    await call('deleteImageMap', `<imageMapHandle>${handle}</imageMapHandle>`, { namespace: before40 })
  })

  it('belong to images of the company, and their regions are numbers', async () => {
    const stranger = await strangersAsset(darkroom, 'hat.png')
    const style = `a|${(await assetNamed(darkroom, 'hat.css')).id}`
    expect(await refused('saveImageMap', saved({ asset: stranger }))).toContain(
      'names no asset of the company',
    )
    expect(await refused('saveImageMap', saved({ asset: 'a|999999' }))).toContain(
      'names no asset of the company',
    )
    expect(await refused('saveImageMap', saved({ asset: style }))).toContain(
      'image maps belong to the type Image',
    )
    expect(await refused('saveImageMap', saved({ region: '0,0,x' }))).toContain('region')
    expect(await refused('saveImageMap', saved({ handle: 'a|999|8|999' }))).toContain('names no image map')
    expect(await refused('deleteImageMap', '<imageMapHandle>a|999|8|999</imageMapHandle>')).toContain(
      'names no image map',
    )
    expect(await refused('deleteImageMap', '<imageMapHandle>ps|1</imageMapHandle>')).toContain('is no handle')
  })

  it('of another company can not be deleted', async () => {
    const stranger = await strangersAssetMap()
    expect(
      await refused('deleteImageMap', `<imageMapHandle>a|${stranger}|8|${stranger}</imageMapHandle>`),
    ).toContain('names no image map')
  })
})

async function strangersAssetMap(): Promise<number> {
  const { id: assetId } = await darkroom.app.db
    .selectFrom('asset')
    .select('id')
    .where('company_id', '<>', 1)
    .executeTakeFirstOrThrow()
  const { id } = await darkroom.app.db
    .insertInto('image_map')
    .values({ asset_id: assetId, name: 'x', shape_type: 'Rectangle', region: '0', action: '', position: 0 })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
