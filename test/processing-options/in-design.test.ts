import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { indd, packet, picture } from '../support/indd.ts'
import { publish } from '../support/soap.ts'
import { assetRow } from '../uploads/state.ts'
import { delivered, uploadWith } from './upload-with.ts'

let darkroom: TestApp
let brochure: Buffer
beforeAll(async () => {
  darkroom = await startTestApp()
  const page = async (background: string) =>
    await sharp({ create: { width: 60, height: 90, channels: 3, background } })
      .jpeg()
      .toBuffer()
  const pages = picture(await page('red'), 1) + picture(await page('blue'), 2)
  brochure = indd(
    packet(`<xmp:PageInfo><rdf:Seq>${pages}</rdf:Seq></xmp:PageInfo><xmpTPg:NPages>2</xmpTPg:NPages>`),
  )
})
afterAll(async () => await darkroom.close())

it('inDesignOptions: Rasterize makes pictures of the saved previews, None keeps the file', async () => {
  const asked = '<inDesignOptions><process>Rasterize</process></inDesignOptions>'
  const log = await uploadWith(darkroom, 'brochure.indd', brochure, asked)
  expect(log.counts).toMatchObject({ success: 1, error: 0, warning: 1 })
  expect(log.lines.find(({ type }) => type === 'UploadWarning')?.message).toContain('60 x 90')
  const document = await assetRow(darkroom, 'brochure')
  expect([document.type, document.metadata['dc.title']]).toEqual(['InDesign', 'Spring'])
  const generated = await darkroom.app.db
    .selectFrom('asset_generation')
    .innerJoin('asset', 'asset.id', 'generated_id')
    .select(['name', 'type'])
    .where('originator_id', '=', document.id)
    .orderBy('part')
    .execute()
  expect(generated.map(({ type }) => type)).toEqual(['Image', 'Image'])
  await publish(darkroom.url)
  const last = await sharp(await delivered(darkroom, generated[1]?.name ?? '')).stats()
  const [red, , blue] = last.channels.map(({ mean }) => mean)
  expect([Number(red) < 30, Number(blue) > 220]).toEqual([true, true])

  const none = '<inDesignOptions><process>None</process></inDesignOptions>'
  expect((await uploadWith(darkroom, 'kept.indd', brochure, none)).counts).toMatchObject({ success: 1 })
  expect((await assetRow(darkroom, 'kept')).derived).toEqual({})
})
