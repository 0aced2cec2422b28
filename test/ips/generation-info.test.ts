import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assetNamed, uploadAll } from '../jobs/asset-rows.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { filled, pdf } from '../support/pdf.ts'
import { elements, textOf } from '../support/soap.ts'
import { answer, outcome } from './jobs/call.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
  const page = { width: 20, height: 20, content: filled('1 0 0', 0, 0, 20, 20), links: [] }
  await uploadAll(darkroom, {
    files: [{ name: 'leaflet.pdf', bytes: pdf({ pages: [page, page] }) }],
    options:
      '<pdfOptions><process>Rasterize</process><resolution>72</resolution><pdfCatalog>false</pdfCatalog></pdfOptions>',
  })
})
afterAll(async () => await darkroom.close())

const handle = async (fileName: string) => `a|${(await assetNamed(darkroom, fileName)).id}`

async function steps(param: string) {
  const body = await answer(darkroom.url, {
    operation: 'getGenerationInfo',
    param: `<companyHandle>c|1</companyHandle>${param}`,
  })
  return elements(body, 'generationArray')[0]?.children ?? []
}

describe('getGenerationInfo', () => {
  it('tells what was made of an asset, by what, with its details', async () => {
    const made = await steps(`<originatorHandle>${await handle('leaflet.pdf')}</originatorHandle>`)
    expect(made).toHaveLength(2)
    for (const step of made) {
      expect(textOf(step, 'engine')).toMatch(/^(PostScriptRip|ImageConvert)$/)
      const [originator, generated] = ['originator', 'generated'].map(
        (name) => elements(step, name)[0] ?? step,
      )
      expect(textOf(originator ?? step, 'fileName')).toBe('leaflet.pdf')
      expect(textOf(generated ?? step, 'type')).toBe('Image')
      expect(elements(step, 'attributeArray').flatMap(({ children }) => children).length).toBeGreaterThan(0)
    }
  })

  it('tells what an asset was made of', async () => {
    const [first] = await steps(`<originatorHandle>${await handle('leaflet.pdf')}</originatorHandle>`)
    const generated = first && elements(first, 'generated')[0]
    const page = generated && textOf(generated, 'assetHandle')
    const [step, ...others] = await steps(
      `<generatedHandle>${page}</generatedHandle><responseFieldArray><items>generationArray/items/originator/name</items></responseFieldArray>`,
    )
    expect(others).toEqual([])
    expect(step?.children.map(({ name }) => name)).toEqual(['originator'])
    expect(step && textOf(step, 'name')).toBe('leaflet')
  })

  it('finds nothing by another engine, and asks for a handle', async () => {
    const originator = `<originatorHandle>${await handle('leaflet.pdf')}</originatorHandle>`
    expect(await steps(`<engine>PhotoshopLayers</engine>${originator}`)).toEqual([])
    const { reason } = await outcome(darkroom.url, {
      operation: 'getGenerationInfo',
      param: '<companyHandle>c|1</companyHandle>',
    })
    expect(reason).toContain('originatorHandle or generatedHandle is missing')
  })
})

describe('getAssociatedAssets', () => {
  const company = '<companyHandle>c|1</companyHandle>'
  const namespace = 'http://www.scene7.com/IpsApi/xsd/2021-04-26-beta'
  const related = async (asset: string, more = '') => {
    const param = `${company}<assetHandle>${asset}</assetHandle>${more}`
    const body = await answer(darkroom.url, { operation: 'getAssociatedAssets', namespace, param })
    const handlesIn = (group: string, inner?: string) =>
      elements(body, group)
        .flatMap(({ children }) => children)
        .map((item) => textOf((inner && elements(item, inner)[0]) || item, 'assetHandle'))
    return { body, handlesIn }
  }

  it('tells what an asset was made of and what was made of it, its sets, members and smart crops', async () => {
    const leaflet = await handle('leaflet.pdf')
    const pages = (await related(leaflet)).handlesIn('generatedArray', 'generated')
    expect(pages).toHaveLength(2)
    const [page] = pages
    const set = textOf(
      await answer(darkroom.url, {
        operation: 'createImageSet',
        param: `${company}<folderHandle>f|Demo/</folderHandle><name>both</name><type>ImageSet</type>`,
      }),
      'assetHandle',
    )
    const members = pages
      .map((member) => `<items><assetHandle>${member}</assetHandle><pageReset>true</pageReset></items>`)
      .join('')
    await answer(darkroom.url, {
      operation: 'setImageSetMembers',
      param: `${company}<assetHandle>${set}</assetHandle><memberArray>${members}</memberArray>`,
    })
    await darkroom.app.db
      .updateTable('asset')
      .set({
        smart_crops: JSON.stringify([{ name: 'Square', width: 4, height: 4, x: 0, y: 0.25, w: 0.5, h: 0.5 }]),
      })
      .where('id', '=', Number(page?.slice(2)))
      .execute()
    const { body, handlesIn } = await related(page ?? '')
    expect(handlesIn('containerArray')).toEqual([set])
    expect(handlesIn('generatorArray', 'originator')).toEqual([leaflet])
    expect(handlesIn('generatedArray')).toEqual([])
    expect([textOf(body, 'subAssetHandle'), textOf(body, 'topN')]).toEqual([
      `sa${page?.slice(1)}|Square`,
      '0.25',
    ])
    expect((await related(set ?? '')).handlesIn('memberArray')).toEqual(pages)
  })

  it('keeps what responseFieldArray names, and knows no asset of others', async () => {
    const field = 'generatedArray/items/generated/name'
    const { body } = await related(
      await handle('leaflet.pdf'),
      `<responseFieldArray><items>${field}</items></responseFieldArray>`,
    )
    expect(body.children.map(({ name }) => name)).toEqual(['generatedArray'])
    expect(elements(body, 'generated').flatMap(({ children }) => children.map(({ name }) => name))).toEqual([
      'name',
      'name',
    ])
    const unknown = `${company}<assetHandle>a|99999</assetHandle>`
    const call = { operation: 'getAssociatedAssets', param: unknown }
    expect(await outcome(darkroom.url, call)).toMatchObject({ code: '30001' })
  })
})
