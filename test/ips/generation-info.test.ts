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
