import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assetWords } from '../../src/core/assets/asset-words.ts'
import { layer, layeredPsd } from '../../src/core/processing/photoshop/test-layered-psd.ts'
import { assetNamed, handles } from '../jobs/asset-rows.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type PdfLink, pdf, text } from '../support/pdf.ts'
import { plainPng } from '../support/pictures.ts'
import { jobEnded, soap, textOf } from '../support/soap.ts'
import { uploadWith } from './upload-with.ts'

let darkroom: TestApp
beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

const newest = 'http://www.scene7.com/IpsApi/xsd/2021-04-26-beta'

/** What stands outside the trash of all that was made of a file, by part, with the mark for publish. */
async function partsOf(fileName: string): Promise<Record<string, boolean>> {
  const { id } = await assetNamed(darkroom, fileName)
  const parts = await darkroom.app.db
    .selectFrom('asset_generation')
    .innerJoin('asset', 'asset.id', 'generated_id')
    .select(['part', 'ready_for_publish'])
    .where('originator_id', '=', id)
    .where('trash_state', '=', 'NotInTrash')
    .orderBy('part')
    .execute()
  return Object.fromEntries(parts.map(({ part, ready_for_publish }) => [part, ready_for_publish]))
}

interface Fields {
  /** XML of the fields before createMask, between it and emailSetting, and after that. */
  readonly before?: string
  readonly between?: string
  readonly after?: string
}

async function reprocess(fileName: string, { before = '', between = '', after = '' }: Fields = {}) {
  const { body, text: reply } = await soap(darkroom.url, {
    operation: 'submitJob',
    namespace: newest,
    param:
      '<companyHandle>c|1</companyHandle><jobName>again</jobName><reprocessAssetsJob>' +
      `<assetHandleArray>${await handles(darkroom, fileName)}</assetHandleArray>${before}` +
      `<createMask>false</createMask>${between}<emailSetting>None</emailSetting>${after}</reprocessAssetsJob>`,
  })
  const job = textOf(body, 'jobHandle')
  if (job === undefined) throw new Error(reply)
  const log = await jobEnded(darkroom.url, job)
  expect(log.counts).toMatchObject({ update: 1, error: 0 })
}

const pages = (count: number, links: readonly PdfLink[] = []) => {
  const page = { width: 200, height: 100, content: text('Boots', 20, 40), links }
  return pdf({ pages: Array.from({ length: count }, () => page) })
}

const pdfOptions = (fields: string) => `<pdfOptions>${fields}</pdfOptions>`

describe('the pages of a PDF that comes again', () => {
  it('have the links and words of the new file only, and keep their crops', async () => {
    const link = { rect: [0, 0, 50, 50], to: 'https://old.example/' } as const
    const margins =
      '<manualCropOptions><left>20</left><right>0</right><top>10</top><bottom>0</bottom></manualCropOptions>'
    const words = pdfOptions('<extractSearchWords>true</extractSearchWords>')
    await uploadWith(darkroom, 'lk.pdf', pages(1, [link]), margins + words)
    const { id } = await assetNamed(darkroom, 'lk-1.tif')
    const maps = async () =>
      await darkroom.app.db.selectFrom('image_map').select('action').where('asset_id', '=', id).execute()
    expect(await maps()).toEqual([{ action: 'https://old.example/' }])
    expect(await assetWords(darkroom.app.db, id)).toHaveLength(1)
    await uploadWith(darkroom, 'lk.pdf', pages(1), pdfOptions('<extractLinks>false</extractLinks>'))
    const crop = { left: 20, top: 10, width: 180, height: 90 }
    expect(await assetNamed(darkroom, 'lk-1.tif')).toMatchObject({ id, version: 2, crop })
    expect(await maps()).toEqual([])
    expect(await assetWords(darkroom.app.db, id)).toEqual([])
  })

  it('go to the trash with their eCatalog when process is None or Thumbnail', async () => {
    await uploadWith(darkroom, 'none.pdf', pages(2), '')
    expect(Object.keys(await partsOf('none.pdf'))).toEqual(['catalog', 'page-1', 'page-2'])
    await uploadWith(darkroom, 'none.pdf', pages(2), pdfOptions('<process>None</process>'))
    expect(await partsOf('none.pdf')).toEqual({})
    await uploadWith(darkroom, 'thumb.pdf', pages(1), '')
    await reprocess('thumb.pdf', { between: pdfOptions('<process>Thumbnail</process>') })
    expect(await partsOf('thumb.pdf')).toEqual({})
  })
})

describe('the layers of a Photoshop file', () => {
  const layers = '<photoshopOptions><process>MaintainLayers</process></photoshopOptions>'
  const none = '<photoshopOptions><process>None</process></photoshopOptions>'
  const layered = layeredPsd([
    layer('One', [0, 0, 300, 200], [1, 1, 1]),
    layer('Two', [5, 5, 20, 20], [2, 2, 2]),
  ])

  it.each([
    ['it comes again without any', 'flat', layeredPsd([]), layers],
    ['process is None', 'none', layered, none],
    ['nothing is said about layers', 'silent', layered, ''],
  ])('go to the trash when %s', async (_when, name, replacing, settings) => {
    await uploadWith(darkroom, `${name}.psd`, layered, layers)
    expect(Object.keys(await partsOf(`${name}.psd`))).toHaveLength(2)
    await uploadWith(darkroom, `${name}.psd`, replacing, settings)
    expect(await partsOf(`${name}.psd`)).toEqual({})
  })

  it('go to the trash when a file of another kind replaces it', async () => {
    const mode = async (overwriteMode: string) =>
      await darkroom.app.db.updateTable('company').set({ overwrite_mode: overwriteMode }).execute()
    await uploadWith(darkroom, 'kind.psd', layered, layers)
    await mode('OverwriteAnyExt')
    await uploadWith(darkroom, 'kind.png', await plainPng(8, 8, 'red'), '')
    await mode('OverwriteFullName')
    expect(await partsOf('kind.png')).toEqual({})
  })

  it('stay in a reprocessing job that says nothing about them, with its publish mark, and go with process None', async () => {
    await uploadWith(darkroom, 'again.psd', layered, layers)
    const marks = async () => Object.values(await partsOf('again.psd'))
    expect(await marks()).toEqual([true, true])
    await reprocess('again.psd')
    expect(await marks()).toEqual([true, true])
    await reprocess('again.psd', { before: '<readyForPublish>false</readyForPublish>' })
    expect(await marks()).toEqual([false, false])
    await reprocess('again.psd', { between: none })
    expect(await marks()).toEqual([])
  })

  it('keep their crops and smart crops by the rules of pictures', async () => {
    const only = layeredPsd([layer('Only', [0, 0, 300, 200], [1, 1, 1])])
    const crop = { left: 200, top: 0, width: 100, height: 50 }
    const smartCrop = { name: 'Mine', width: 90, height: 60, x: 0, y: 0, w: 0.5, h: 0.5 }
    const cropped = async () => {
      const { id } = await assetNamed(darkroom, 'Only.tif')
      const crops = { crop: JSON.stringify(crop), smart_crops: JSON.stringify([smartCrop]) }
      await darkroom.app.db.updateTable('asset').set(crops).where('id', '=', id).execute()
    }
    const crops = async () => {
      const asset = await assetNamed(darkroom, 'Only.tif')
      return [asset.crop, asset.smart_crops]
    }
    await uploadWith(darkroom, 'crops.psd', only, layers)
    await cropped()
    await reprocess('crops.psd', { between: layers })
    expect(await crops()).toEqual([crop, [smartCrop]])
    await uploadWith(darkroom, 'crops.psd', only, `${layers}<preserveSmartCrop>true</preserveSmartCrop>`)
    expect(await crops()).toEqual([crop, [smartCrop]])
    await uploadWith(darkroom, 'crops.psd', only, `<preserveCrop>false</preserveCrop>${layers}`)
    expect(await crops()).toEqual([null, []])
    await cropped()
    const smaller = layeredPsd([layer('Only', [0, 0, 250, 200], [1, 1, 1])])
    const { lines } = await uploadWith(darkroom, 'crops.psd', smaller, layers)
    expect((await crops())[0]).toBeNull()
    expect(lines.map(({ message }) => message).join('\n')).toContain(
      '"Only.tif": the crop of the replaced image (100 x 50 at 200,0) does not fit 250 x 200 pixels',
    )
  })
})
