import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { indd, packet, picture } from '../../../test/support/indd.ts'
import { derivedPath, startTestRun, type TestRun } from './test-run.ts'

let run: TestRun
let red: Buffer
let blue: Buffer
beforeAll(async () => {
  run = await startTestRun()
  const plain = (background: string, width: number) =>
    sharp({ create: { width, height: 90, channels: 3, background } })
      .jpeg()
      .toBuffer()
  ;[red, blue] = await Promise.all([plain('red', 60), plain('blue', 120)])
})
afterAll(() => run.remove())

const rasterize = { inDesignOptions: { process: 'Rasterize' } } as const

const pages = () =>
  `<xmp:PageInfo><rdf:Seq>${picture(red, 1)}${picture(blue, 2)}</rdf:Seq></xmp:PageInfo><xmpTPg:NPages>2</xmpTPg:NPages>
<xmpTPg:Fonts><rdf:Bag><rdf:li rdf:parseType="Resource"><stFnt:fontName>Minion-Regular</stFnt:fontName></rdf:li></rdf:Bag></xmpTPg:Fonts>`
const thumbnail = () => `<xmp:Thumbnails><rdf:Alt>${picture(blue)}</rdf:Alt></xmp:Thumbnails>`

describe('INDD', () => {
  it.each([false, true])('tells its metadata, pages and fonts; big endian: %s', async (bigEndian) => {
    const result = await run.process('a.indd', indd(packet(pages()), bigEndian), { xmpKeywords: ['k'] })
    expect(result).toMatchObject({
      assetType: 'InDesign',
      mimeType: 'application/x-indesign',
      derived: [],
      warnings: [],
    })
    expect(result.metadata).toMatchObject({
      'dc.title': 'Spring',
      'xmp.CreatorTool': 'Adobe InDesign 19.0',
      'indesign.Pages': '2',
      'indesign.Fonts': '["Minion-Regular"]',
      'dc.subject': '["k"]',
    })
  })

  it('shows its saved pages where pictures are asked for', async () => {
    const result = await run.process('a.indd', indd(packet(thumbnail() + pages())), rasterize)
    expect(result.image).toMatchObject({ width: 60, height: 90, pages: 2 })
    expect(result.generated).toMatchObject([
      { part: 'page-1', fileName: 'a-1.tif', engine: 'ImageConvert', image: { width: 60 } },
      { part: 'page-2', fileName: 'a-2.tif', engine: 'ImageConvert', image: { width: 120 } },
    ])
    const [r = 0, g = 255] = await sharp(derivedPath(result, 'pyramid')).raw().toBuffer()
    expect([r > 240, g < 15]).toEqual([true, true])
    expect(result.warnings).toEqual([
      '"a.indd" can not be drawn; its picture is the preview that InDesign saved, of 60 x 90 pixels.',
    ])
  })

  it('shows its thumbnail when no pages were saved', async () => {
    const result = await run.process('a.indd', indd(packet(thumbnail())), rasterize)
    expect(result.image).toMatchObject({ width: 120 })
    expect(result.generated).toEqual([])
  })

  it('without previews says so', async () => {
    const result = await run.process('a.indd', indd(packet('')), rasterize)
    expect(result).toMatchObject({ assetType: 'InDesign', derived: [] })
    expect(result.warnings).toEqual([
      '"a.indd" can not be drawn, and holds no preview: save it in InDesign with preview images, or as PDF or EPS.',
    ])
    expect((await run.process('a.indd', indd(undefined))).warnings).toEqual([
      '"a.indd" has no XMP metadata that can be read.',
    ])
  })

  it('leaves out a preview that is damaged', async () => {
    const broken = Buffer.concat([red.subarray(0, 200), Buffer.alloc(50)])
    const both = `<xmp:PageInfo><rdf:Seq>${picture(broken, 1)}${picture(blue, 2)}</rdf:Seq></xmp:PageInfo>`
    const { image, generated, warnings } = await run.process('a.indd', indd(packet(both)), rasterize)
    expect(image?.width).toBe(120)
    expect(generated).toMatchObject([{ part: 'page-2' }])
    expect(warnings[0]).toMatch(/^"a\.indd": the preview of page 1 was left out\. "a\.indd" is damaged/)
  })

  it('that is cut off is an error', async () => {
    for (const bytes of [100, 6000, 9000])
      await expect(run.process('a.indd', indd(packet('')).subarray(0, bytes))).rejects.toMatchObject({
        code: 'bad-file',
        message: expect.stringContaining('is cut off: its database should have'),
      })
  })

  it('whose objects lie about their length is kept', async () => {
    const file = indd(packet(''))
    file.writeUInt32LE(0xffffffff, 3 * 4096 + 24)
    expect((await run.process('a.indd', file)).warnings).toHaveLength(1)
  })
})

async function idml(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const file = new ZipFile()
  file.addBuffer(Buffer.from('application/vnd.adobe.indesign-idml-package'), 'mimetype', { compress: false })
  for (const [name, content] of Object.entries(parts)) file.addBuffer(Buffer.from(content as string), name)
  file.end()
  return await buffer(file.outputStream)
}

const story = (words: string) =>
  `<idPkg:Story xmlns:idPkg="urn:p"><Story><ParagraphStyleRange><CharacterStyleRange><Content>${words}</Content><Br/>
<Content>More.</Content></CharacterStyleRange></ParagraphStyleRange></Story></idPkg:Story>`
const spread =
  '<idPkg:Spread xmlns:idPkg="urn:p"><Spread><Page Name="1"/><Page Name="2"/></Spread></idPkg:Spread>'
const fonts =
  '<idPkg:Fonts xmlns:idPkg="urn:p"><FontFamily Name="Minion Pro"><Font PostScriptName="MinionPro-Regular"/><Font PostScriptName="MinionPro-Bold"/></FontFamily></idPkg:Fonts>'

describe('IDML', () => {
  it('tells its pages, fonts and text', async () => {
    const content = await idml({
      'designmap.xml': '<Document/>',
      'META-INF/metadata.xml': packet(''),
      'Resources/Fonts.xml': fonts,
      'Spreads/Spread_a.xml': spread,
      'Stories/Story_a.xml': story('Hello'),
      'Stories/Story_b.xml': story('World'),
    })
    expect(await run.process('a.idml', content)).toEqual({
      assetType: 'InDesign',
      mimeType: 'application/vnd.adobe.indesign-idml-package',
      derived: [],
      warnings: [],
      metadata: {
        'dc.title': 'Spring',
        'xmp.CreatorTool': 'Adobe InDesign 19.0',
        'indesign.Pages': '2',
        'indesign.Stories': '2',
        'indesign.Fonts': '["MinionPro-Regular","MinionPro-Bold"]',
        'indesign.Text': 'Hello\nMore.\n\nWorld\nMore.',
      },
    })
    expect((await run.process('a.idml', content, rasterize)).warnings).toEqual([
      '"a.idml" can not be drawn, and holds no preview: save it in InDesign with preview images, or as PDF or EPS.',
    ])
  })

  it('with parts that are bombs or malformed is kept with a warning', async () => {
    const content = await idml({
      'Stories/Story_a.xml': '<a><b></a>',
      'Stories/Story_b.xml': Buffer.alloc(50_000_000, ' '),
      'Stories/Story_c.xml': story('Kept'),
    })
    const { metadata, warnings } = await run.process('a.idml', content)
    expect(metadata['indesign.Text']).toBe('Kept\nMore.')
    expect(warnings).toEqual([
      '"a.idml" has 1 part(s) that can not be read: Stories/Story_a.xml.',
      '"a.idml" is larger than is read; what was left out is not in its metadata.',
    ])
  })

  it('that is cut off is an error', async () => {
    const content = await idml({ 'Stories/Story_a.xml': story('Hello') })
    await expect(run.process('a.idml', content.subarray(0, content.length - 60))).rejects.toMatchObject({
      code: 'bad-file',
      message: '"a.idml" is damaged or cut off: it can not be unpacked.',
    })
  })
})
