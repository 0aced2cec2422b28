import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type EndedJob, jobEnded, publish } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { assetRow } from './state.ts'

const logo = `%!PS-Adobe-3.0 EPSF-3.0
%%BoundingBox: 0 0 100 50
%%Title: The logo
%%EndComments
1 0 0 setrgbcolor 0 0 50 50 rectfill /Helvetica findfont 10 scalefont setfont 55 20 moveto (Darkroom) show showpage
`
const brochure = `%!PS
<< /PageSize [100 100] >> setpagedevice 0 1 0 setrgbcolor 0 0 100 100 rectfill showpage
0 0 1 setrgbcolor 0 0 100 100 rectfill showpage
`

let darkroom: TestApp
let log: EndedJob
beforeAll(async () => {
  darkroom = await startTestApp({ env: { DARKROOM_MAX_RIP_SECONDS: '20' } })
  const jobHandle = await uploaded(darkroom.url, {
    jobName: 'postscript',
    endJob: true,
    options:
      '<postScriptOptions><process>Rasterize</process><resolution>144</resolution><colorspace>Rgb</colorspace>' +
      '<alpha>true</alpha><extractSearchWords>true</extractSearchWords></postScriptOptions>' +
      '<cssOptions><forceStaticImages>true</forceStaticImages></cssOptions>',
    files: [
      { name: 'logo.eps', bytes: Buffer.from(logo) },
      { name: 'evil.ps', bytes: Buffer.from('%!PS\n(/etc/passwd) (r) file showpage') },
      { name: 'brochure.ps', bytes: Buffer.from(brochure) },
      { name: 'style.css', bytes: Buffer.from('a { color: red }') },
    ],
  })
  log = await jobEnded(darkroom.url, jobHandle)
})
afterAll(async () => await darkroom.close())

it('makes pictures of what is good, and one error of what reads files', async () => {
  expect(log.counts).toEqual({ success: 3, update: 0, duplicate: 0, error: 1, warning: 0, total: 4 })
  expect(log.lines.filter(({ type }) => type === 'UploadError').map(({ message }) => message)).toEqual([
    expect.stringContaining('"evil.ps" asks for files or programs of the server, which PostScript may not.'),
  ])
})

it('links each page to its file, and keeps its words', async () => {
  const { db } = darkroom.app
  const links = await db
    .selectFrom('asset_generation')
    .innerJoin('asset', 'asset.id', 'asset_generation.generated_id')
    .select(['asset.name', 'asset.type', 'engine', 'part'])
    .orderBy('asset.name')
    .execute()
  expect(links).toEqual([
    { name: 'brochure-1', type: 'Image', engine: 'PostScriptRip', part: 'page-1' },
    { name: 'brochure-2', type: 'Image', engine: 'PostScriptRip', part: 'page-2' },
    { name: 'logo-1', type: 'Image', engine: 'PostScriptRip', part: 'page-1' },
  ])
  const { id } = await assetRow(darkroom, 'logo-1')
  const { words } = await db
    .selectFrom('asset_words')
    .select('words')
    .where('asset_id', '=', id)
    .executeTakeFirstOrThrow()
  expect(words.map(([text]) => text)).toEqual(['Darkroom'])
  expect(await assetRow(darkroom, 'logo')).toMatchObject({
    type: 'PostScript',
    metadata: { 'dc.title': 'The logo' },
  })
})

it('serves the pages and the file by name', async () => {
  await publish(darkroom.url)
  const picture = async (name: string) => {
    const response = await fetch(`${darkroom.url}/is/image/Demo/${name}?wid=100&fmt=png-alpha`)
    expect(response.status).toBe(200)
    return sharp(Buffer.from(await response.arrayBuffer()))
  }
  for (const name of ['logo', 'logo-1']) {
    const { data, info } = await (await picture(name))
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([100, 50])
    expect([...data.subarray((25 * 100 + 20) * 4, (25 * 100 + 20) * 4 + 4)]).toEqual([255, 0, 0, 255])
    expect(data[(5 * 100 + 90) * 4 + 3]).toBe(0)
  }
  const second = await (await picture('brochure-2')).removeAlpha().raw().toBuffer()
  expect([...second.subarray(0, 3)]).toEqual([0, 0, 255])
})
