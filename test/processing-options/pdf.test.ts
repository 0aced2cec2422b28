import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assetWords, membersWithWords } from '../../src/core/assets/asset-words.ts'
import type { XmlElement } from '../../src/soap/xml.ts'
import { assetNamed, handles, told, uploadAll } from '../jobs/asset-rows.ts'
import { runJob } from '../jobs/run-job.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { filled, pdf, text } from '../support/pdf.ts'
import { plainPng } from '../support/pictures.ts'
import { elements, jobEnded, publish, soap, textOf } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'

let darkroom: TestApp
beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

const page = { width: 200, height: 100 }
const catalogue = pdf({
  info: { Title: 'Autumn' },
  pages: [
    {
      ...page,
      content: filled('1 0 0', 0, 0, 100, 100) + filled('0 0 0', 0, 0, 0, 0) + text('Red boots', 110, 40, 16),
      links: [
        { rect: [110, 30, 190, 60], to: 'https://example.com/boots?a=1&b=2' },
        { rect: [0, 0, 10, 10], to: 'javascript:alert(1)' },
      ],
    },
    { ...page, content: filled('0 0 1', 0, 0, 100, 100) + text('Hats', 110, 40, 16), links: [] },
    { ...page, content: text('Index', 10, 40, 16), rotate: 90, links: [] },
  ],
})

async function upload(name: string, bytes: Buffer, options = '') {
  const files = [{ name, bytes }]
  return await jobEnded(
    darkroom.url,
    await uploaded(darkroom.url, { jobName: name, files, options, endJob: true }),
  )
}

/** The assets of that name, as the web service shows them. */
async function shown(name: string): Promise<readonly XmlElement[]> {
  const { body } = await soap(darkroom.url, {
    operation: 'getAssetsByName',
    param: `<companyHandle>c|1</companyHandle><nameArray><items>${name}</items></nameArray>`,
  })
  return elements(body, 'assetArray')[0]?.children ?? []
}

async function pagesOf(originator: string) {
  const { id } = await assetNamed(darkroom, originator)
  return await darkroom.app.db
    .selectFrom('asset_generation')
    .innerJoin('asset', 'asset.id', 'generated_id')
    .select([
      'asset.id',
      'asset.name',
      'asset.type',
      'asset.version',
      'asset.image',
      'asset.trash_state',
      'part',
      'engine',
    ])
    .where('originator_id', '=', id)
    .orderBy('asset_generation.part')
    .execute()
}

const pixel = async (response: Response) => {
  const picture = sharp(Buffer.from(await response.arrayBuffer())).toColourspace('srgb')
  const { data } = await picture
    .extract({ left: 20, top: 20, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return [...data]
}

describe('a PDF that is uploaded', () => {
  it('becomes pages and a catalogue, is delivered as pictures by page and as a file by its name', async () => {
    const log = await upload('autumn.pdf', catalogue)
    expect(log.counts).toMatchObject({ success: 1, error: 0, warning: 1, total: 1 })
    expect(told(log.lines)).toContain(
      'UploadWarning File autumn.pdf: "autumn.pdf": 1 link runs a script or a program or reaches a file, and is left out of the image maps.',
    )
    const made = await pagesOf('autumn.pdf')
    expect(made.map(({ name, type, part, engine }) => [name, type, part, engine])).toEqual([
      ['autumn', 'Catalog', 'catalog', 'PostScriptRip'],
      ['autumn-1', 'Image', 'page-1', 'PostScriptRip'],
      ['autumn-2', 'Image', 'page-2', 'PostScriptRip'],
      ['autumn-3', 'Image', 'page-3', 'PostScriptRip'],
    ])
    const members = await darkroom.app.db
      .selectFrom('set_member')
      .select('asset_id')
      .where('set_id', '=', made[0]?.id ?? 0)
      .orderBy('position')
      .execute()
    expect(members.map(({ asset_id }) => asset_id)).toEqual(made.slice(1).map(({ id }) => id))
    const both = await shown('autumn')
    expect(both.map((asset) => textOf(asset, 'type')).sort()).toEqual(['Catalog', 'Pdf'])

    await publish(darkroom.url)
    const [one, two, three, file] = await Promise.all([
      ...[1, 2, 3].map(async (n) => await fetch(`${darkroom.url}/is/image/Demo/autumn-${n}?fmt=png`)),
      fetch(`${darkroom.url}/is/content/Demo/autumn.pdf`),
    ])
    if (!one || !two || !three || !file) throw new Error('no answer')
    expect(await pixel(one)).toEqual([255, 0, 0])
    expect(await pixel(two)).toEqual([0, 0, 255])
    expect(await sharp(Buffer.from(await three.arrayBuffer())).metadata()).toMatchObject({
      width: 100,
      height: 200,
    })
    expect(file.headers.get('content-type')).toBe('application/pdf')
    expect(Buffer.from(await file.arrayBuffer()).equals(catalogue)).toBe(true)
  })

  it('keeps the files of its pages once', async () => {
    const first = await assetNamed(darkroom, 'autumn-1.tif')
    expect(first.original_key).toBe(first.derived.pyramid)
    const { counts } = await runJob(
      darkroom.url,
      '<optimizeImagesJob><emailSetting>None</emailSetting></optimizeImagesJob>',
    )
    expect(counts.total).toBe(0)
  })

  it('shows its links as image maps of its pages', async () => {
    const [asset] = await shown('autumn-1')
    const [map, ...more] = asset ? (elements(asset, 'imageMaps')[0]?.children ?? []) : []
    expect(more).toEqual([])
    expect(map && textOf(map, 'region')).toBe('110,40,190,70')
    expect(map && textOf(map, 'shapeType')).toBe('Rectangle')
    expect(map && textOf(map, 'action')).toBe('https://example.com/boots?a=1&b=2')
    expect(map && textOf(map, 'enabled')).toBe('true')
    expect(map && textOf(map, 'imageMapHandle')).toMatch(/^a\|\d+\|8\|\d+$/)
  })

  it('can be searched by its words when that was asked for, and only then', async () => {
    const set = (await pagesOf('autumn.pdf'))[0]?.id ?? 0
    expect(await membersWithWords(darkroom.app.db, set, 'boots')).toEqual([])
    await upload(
      'autumn.pdf',
      catalogue,
      '<pdfOptions><extractSearchWords>true</extractSearchWords></pdfOptions>',
    )
    const made = await pagesOf('autumn.pdf')
    const found = await membersWithWords(darkroom.app.db, set, 'BOOTS red')
    expect(found).toEqual([{ asset_id: made[1]?.id, position: 0 }])
    expect(await membersWithWords(darkroom.app.db, set, 'boots hats')).toEqual([])
    const [red, boots] = await assetWords(darkroom.app.db, made[1]?.id ?? 0)
    expect([red?.text, boots?.text]).toEqual(['Red', 'boots'])
    expect(red?.x).toBeCloseTo(0.55, 1)
    expect((boots?.x ?? 0) > (red?.x ?? 1)).toBe(true)
    expect((await assetNamed(darkroom, 'autumn-2.tif')).metadata).toMatchObject({ 'pdf.Text': 'Hats' })
  })

  it.each([
    ['None', [], 'content', undefined],
    ['thumbnail', [], 'image', 400],
  ])('with process %s becomes no pages', async (process, pages, servedAs, width) => {
    const name = `kept-${process}.pdf`
    const options = `<pdfOptions><process>${process}</process><resolution>144</resolution></pdfOptions>`
    await upload(name, catalogue, options)
    expect(await pagesOf(name)).toEqual(pages)
    const asset = await assetNamed(darkroom, name)
    expect([asset.type, asset.served_as, asset.image?.width]).toEqual(['Pdf', servedAs, width])
  })

  it('is an error of the file when it is damaged, and the others of the job go on', async () => {
    const files = [
      { name: 'broken.pdf', bytes: catalogue.subarray(0, 400) },
      { name: 'fine.png', bytes: await plainPng(4, 4, 'red') },
    ]
    const { counts, lines } = await jobEnded(
      darkroom.url,
      await uploaded(darkroom.url, { jobName: 'mixed', files, endJob: true }),
    )
    expect(counts).toMatchObject({ success: 1, error: 1, total: 2 })
    expect(told(lines).join('\n')).toContain(
      '"broken.pdf" is damaged or cut off: it can not be read as a PDF.',
    )
  })
})

describe('a PDF that is processed again', () => {
  it('by ripPdfsJob has new versions of the same pages, as that job asks; other types are refused', async () => {
    await uploadAll(darkroom, {
      files: [
        { name: 'rip.pdf', bytes: catalogue },
        { name: 'rip.png', bytes: await plainPng(8, 8, 'red') },
      ],
    })
    const before = await pagesOf('rip.pdf')
    const items = await handles(darkroom, 'rip.pdf', 'rip.png')
    const { counts, lines } = await runJob(
      darkroom.url,
      `<ripPdfsJob><pdfHandleArray>${items}</pdfHandleArray><createMask>false</createMask>` +
        '<pdfOptions><process>Rasterize</process><resolution>144</resolution><extractLinks>false</extractLinks></pdfOptions>' +
        '<emailSetting>None</emailSetting></ripPdfsJob>',
    )
    expect(counts).toMatchObject({ update: 1, error: 1, warning: 0, total: 2 })
    expect(told(lines)).toContain(
      'PdfRipError File rip.png was not processed again: it is of the type Image; expected Pdf.',
    )
    const after = await pagesOf('rip.pdf')
    expect(after.map(({ id, name, version }) => [id, name, version])).toEqual(
      before.map(({ id, name, version }) => [id, name, version + 1]),
    )
    expect(after[1]?.image).toMatchObject({ width: 400, height: 200, resolution: 144 })
  })

  it('with fewer pages loses the others to the trash, and keeps image maps that people made', async () => {
    await upload('less.pdf', catalogue)
    const handle = `a|${(await assetNamed(darkroom, 'less-1.tif')).id}`
    await soap(darkroom.url, {
      operation: 'saveImageMap',
      param: `<companyHandle>c|1</companyHandle><assetHandle>${handle}</assetHandle><name>Mine</name><shapeType>Rectangle</shapeType><region>1,2,3,4</region><action>https://mine.example/</action><position>7</position><enabled>true</enabled>`,
    })
    const fewer = pdf({
      pages: [
        { ...page, content: filled('0 1 0', 0, 0, 200, 100), links: [{ rect: [0, 0, 20, 10], to: 1 }] },
        { ...page, content: '' },
      ],
    })
    await upload('less.pdf', fewer)
    const states = (await pagesOf('less.pdf')).map(({ part, trash_state }) => [part, trash_state])
    expect(states).toEqual([
      ['catalog', 'NotInTrash'],
      ['page-1', 'NotInTrash'],
      ['page-2', 'NotInTrash'],
      ['page-3', 'InTrash'],
    ])
    const [asset] = await shown('less-1')
    const maps = asset ? (elements(asset, 'imageMaps')[0]?.children ?? []) : []
    expect(maps.map((map) => [textOf(map, 'action'), textOf(map, 'region')])).toEqual([
      ['target:1', '0,90,20,100'],
      ['https://mine.example/', '1,2,3,4'],
    ])
  })
})

describe('Illustrator files', () => {
  const artboards = pdf({
    pages: [
      { ...page, content: filled('0 1 0', 0, 0, 100, 100) },
      { ...page, content: filled('0 0 1', 0, 0, 200, 100) },
    ],
  })

  it('that are PDF-compatible are drawn where that is asked for, also with a transparent background', async () => {
    await upload('kept.ai', artboards)
    expect(await assetNamed(darkroom, 'kept.ai')).toMatchObject({
      type: 'Illustrator',
      served_as: 'content',
      derived: {},
    })
    const options =
      '<illustratorOptions><process>Rasterize</process><resolution>144</resolution><alpha>true</alpha></illustratorOptions>'
    const { counts } = await upload('logo.ai', artboards, options)
    expect(counts).toMatchObject({ success: 1, warning: 0 })
    const made = await pagesOf('logo.ai')
    expect(made.map(({ name, type }) => [name, type])).toEqual([
      ['logo-1', 'Image'],
      ['logo-2', 'Image'],
    ])
    expect(made[0]?.image).toMatchObject({ width: 400, height: 200, hasAlpha: true })
    const { derived } = await assetNamed(darkroom, 'logo-1.tif')
    const path = await darkroom.app.engine.blobs.localPath(derived.pyramid ?? '')
    const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true })
    const at = (x: number) => [...data.subarray(4 * (50 * info.width + x), 4 * (50 * info.width + x) + 4)]
    expect(at(50)).toEqual([0, 255, 0, 255])
    expect(at(350)[3]).toBe(0)
  })

  it('that were saved without a PDF show a note, and the log says so', async () => {
    const stub = pdf({
      pages: [
        {
          ...page,
          content: text('This is an Adobe Illustrator File that was saved without PDF Content.', 5, 50, 5),
        },
      ],
    })
    const { lines } = await upload(
      'stub.ai',
      stub,
      '<illustratorOptions><process>Rasterize</process></illustratorOptions>',
    )
    expect(told(lines).join('\n')).toContain('"stub.ai" was saved without PDF content')
  })

  it('of the old kind are drawn as the PostScript that they are', async () => {
    const old =
      '%!PS-Adobe-3.0 EPSF-3.0\n%%Creator: Adobe Illustrator 8.0\n%%BoundingBox: 0 0 200 100\n%%EndComments\n' +
      '1 0 0 setrgbcolor 0 0 100 100 rectfill\nshowpage\n%%EOF\n'
    const { counts } = await upload(
      'old.ai',
      Buffer.from(old),
      '<illustratorOptions><process>Rasterize</process></illustratorOptions>',
    )
    expect(counts).toMatchObject({ success: 1, error: 0 })
    expect((await assetNamed(darkroom, 'old.ai')).image).toMatchObject({ width: 200, height: 100 })
    expect(await pagesOf('old.ai')).toHaveLength(1)
  })
})
