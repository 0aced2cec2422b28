import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { startTestRun, type TestRun } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

async function zip(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const file = new ZipFile()
  for (const [name, content] of Object.entries(parts)) file.addBuffer(Buffer.from(content as string), name)
  file.end()
  return await buffer(file.outputStream)
}

const types = { '[Content_Types].xml': '<Types/>' }
const core = `<?xml version="1.0"?><cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Price list</dc:title><dc:creator>Ada</dc:creator>
 <cp:keywords>shoes; boots</cp:keywords><dc:description>All prices</dc:description><dc:subject>Prices</dc:subject>
 <cp:lastModifiedBy>Bob</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">2024-05-01T12:00:00Z</dcterms:created>
</cp:coreProperties>`
const app =
  '<Properties><Pages>7</Pages><Slides>9</Slides><Application>Writer</Application><Company>Demo</Company></Properties>'
const described = { ...types, 'docProps/core.xml': core, 'docProps/app.xml': app }

describe('an Office file', () => {
  it.each([
    ['a.docx', 'Word', { 'word/document.xml': '<d/>' }, { 'office.Pages': '7' }],
    [
      'a.xlsx',
      'Excel',
      { 'xl/workbook.xml': '<workbook><sheets><sheet name="May"/><sheet name="June"/></sheets></workbook>' },
      { 'office.Sheets': '["May","June"]' },
    ],
    ['a.pptx', 'PowerPoint', { 'ppt/presentation.xml': '<p/>' }, { 'office.Slides': '9' }],
  ])('%s tells title, author, keywords and counts', async (name, assetType, parts, more) => {
    const result = await run.process(name, await zip({ ...described, ...parts }), { xmpKeywords: ['summer'] })
    expect(result).toMatchObject({ assetType, derived: [], warnings: [] })
    expect(result.metadata).toMatchObject({
      'dc.title': 'Price list',
      'dc.creator': 'Ada',
      'dc.subject': '["shoes","boots","summer"]',
      'dc.description': 'All prices',
      'xmp.CreateDate': '2024-05-01T12:00:00Z',
      'xmp.CreatorTool': 'Writer',
      'office.LastModifiedBy': 'Bob',
      'office.Company': 'Demo',
      ...more,
    })
  })

  it('with a bomb in it is not unpacked', async () => {
    const bomb = await zip({
      ...types,
      'word/document.xml': '<d/>',
      'docProps/core.xml': Buffer.alloc(100_000_000, ' '),
    })
    expect(bomb.length).toBeLessThan(1_000_000)
    expect((await run.process('a.docx', bomb)).warnings).toEqual([
      '"a.docx" has descriptions that are too large; they were not read.',
    ])
  })

  it('with a bomb that lies about its size is not unpacked', async () => {
    const bomb = await zip({
      ...types,
      'word/document.xml': '<d/>',
      'docProps/core.xml': Buffer.alloc(100_000_000, ' '),
    })
    for (let at = bomb.indexOf('PK\x01\x02'); at >= 0; at = bomb.indexOf('PK\x01\x02', at + 1))
      if (bomb.readUInt32LE(at + 24) === 100_000_000) bomb.writeUInt32LE(1000, at + 24)
    expect((await run.process('a.docx', bomb)).warnings).toEqual([
      '"a.docx" is damaged, cut off or encrypted: nothing was read of it.',
    ])
  })

  it('with entities in its description is kept without it', async () => {
    const evil = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a><title>&e;</title></a>'
    const file = await zip({ ...types, 'word/document.xml': '<d/>', 'docProps/core.xml': evil })
    expect(await run.process('a.docx', file)).toMatchObject({
      metadata: {},
      warnings: ['"a.docx" has descriptions that can not be read: docProps/core.xml.'],
    })
  })

  it('that is cut off is kept with a warning', async () => {
    const file = await zip({ ...described, 'word/document.xml': '<d/>' })
    const cut = Buffer.concat([file.subarray(0, file.length - 40), Buffer.from('[Content_Types].xml word/')])
    expect((await run.process('a.docx', cut)).warnings).toEqual([
      '"a.docx" is damaged, cut off or encrypted: nothing was read of it.',
    ])
  })
})
