import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../src/core/accounts/company.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { difference, gradient } from '../support/pictures.ts'
import { jobEnded, publish } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'

let darkroom: TestApp
let photo: Buffer

const red = [255, 0, 0]
const green = [0, 255, 0]
const blue = [0, 0, 255]
const white = [255, 255, 255]
const black = [0, 0, 0]
const magenta = [255, 0, 255]

/**
 * Published: 'photo' of 1600 x 1200 pixels, 'checks' of 400 x 300, 'quarters' of 400 x 200 (red and green above blue and white), 'logo' of
 * 100 x 100 whose left half is red and whose right half is transparent, and 'notes', which is no picture. Not published: 'draft'.
 */
beforeAll(async () => {
  darkroom = await startTestApp()
  const { url, app } = darkroom
  await app.db.transaction().execute(async (tx) => await createCompany(tx, 'Other'))
  photo = await slope(1600, 1200).jpeg({ quality: 95 }).toBuffer()
  const tile = (color: string) => ({
    create: { width: 200, height: 100, channels: 3 as const, background: color },
  })
  const quarters = await sharp({ create: { width: 400, height: 200, channels: 3, background: 'white' } })
    .composite([
      { input: tile('red'), left: 0, top: 0 },
      { input: tile('lime'), left: 200, top: 0 },
      { input: tile('blue'), left: 0, top: 100 },
    ])
    .png()
    .toBuffer()
  const logo = await sharp({ create: { width: 100, height: 100, channels: 4, background: 'rgba(0,0,0,0)' } })
    .composite([
      { input: { create: { width: 50, height: 100, channels: 4, background: 'red' } }, left: 0, top: 0 },
    ])
    .png()
    .toBuffer()
  const shown = await uploaded(url, {
    jobName: 'shown',
    endJob: true,
    createMask: true,
    files: [
      { name: 'photo.jpg', bytes: photo },
      { name: 'checks.png', bytes: await gradient(400, 300).png().toBuffer() },
      { name: 'quarters.png', bytes: quarters },
      { name: 'brand/logo.png', bytes: logo },
      { name: 'notes.txt', bytes: Buffer.from('no picture') },
    ],
  })
  const draft = await uploaded(url, {
    jobName: 'draft',
    endJob: true,
    readyForPublish: false,
    files: [{ name: 'draft.png', bytes: quarters }],
  })
  await jobEnded(url, shown)
  await jobEnded(url, draft)
  await publish(url)
})
afterAll(async () => await darkroom.close())

async function image(pathAndQuery: string, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${darkroom.url}/is/image/${pathAndQuery}`, { headers })
}

async function picture(pathAndQuery: string): Promise<Buffer> {
  const response = await image(pathAndQuery)
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  return Buffer.from(await response.arrayBuffer())
}

/** The colour of one pixel, without its alpha. */
async function pixel(bytes: Buffer, left: number, top: number): Promise<number[]> {
  return [
    ...(await sharp(bytes)
      .removeAlpha()
      .toColourspace('srgb')
      .extract({ left, top, width: 1, height: 1 })
      .raw()
      .toBuffer()),
  ]
}

/** Red grows to the right, green to the bottom: no edge that kernels could treat differently. */
function slope(width: number, height: number): Sharp {
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) data.set([(255 * x) / width, (255 * y) / height, 128], at)
  return sharp(data, { raw: { width, height, channels: 3 } })
}

describe('the size of a picture', () => {
  it.each([
    ['photo', 1280, 960],
    ['quarters', 400, 200],
    ['quarters?wid=200', 200, 100],
    ['quarters?hei=50', 100, 50],
    ['quarters?wid=800', 800, 400],
    ['quarters?wid=100&hei=100', 100, 100],
    ['quarters?wid=100&hei=100&fit=fit', 100, 100],
    ['quarters?wid=100&hei=100&fit=constrain', 100, 50],
    ['quarters?wid=800&hei=800&fit=constrain', 400, 200],
    ['quarters?wid=800&hei=800&fit=constrain,1', 800, 400],
    ['quarters?wid=100&hei=100&fit=crop', 100, 100],
    ['quarters?wid=100&hei=100&fit=stretch', 100, 100],
    ['quarters?wid=100&hei=100&fit=wrap', 200, 100],
    ['quarters?wid=100&hei=100&fit=hfit', 100, 100],
    ['quarters?wid=100&hei=100&fit=vfit', 100, 100],
    ['quarters?scl=2', 200, 100],
    ['photo?scl=1', 1600, 1200],
    ['photo?scl=8', 200, 150],
    ['quarters?crop=10,20,30,40', 30, 40],
    ['quarters?crop=200,0,200,100&wid=100', 100, 50],
    ['quarters?wid=200&rect=10,20,30,40', 30, 40],
    ['quarters?WID=200', 200, 100],
    ['quarters?wid=200&$preset$&.comment&colour=red', 200, 100],
  ])('%s: %i x %i', async (request, width, height) => {
    expect(await sharp(await picture(`Demo/${request}`)).metadata()).toMatchObject({
      format: 'jpeg',
      width,
      height,
    })
  })
})

describe('the pixels of a picture', () => {
  it.each([
    ['wid=300', (from: Sharp) => from.resize(300)],
    ['scl=2', (from: Sharp) => from.resize(800)],
    [
      'crop=400,300,800,600&wid=200',
      (from: Sharp) => from.extract({ left: 400, top: 300, width: 800, height: 600 }).resize(200),
    ],
    ['wid=800&rect=100,50,300,200', (from: Sharp) => sharpPart(from)],
    ['wid=200&hei=200&fit=crop', (from: Sharp) => from.resize(200, 200, { fit: 'cover' })],
    ['wid=200&hei=300&fit=stretch', (from: Sharp) => from.resize(200, 300, { fit: 'fill' })],
  ])('are those of the original for %s', async (query, make) => {
    const expected = await (await make(sharp(photo))).png().toBuffer()
    expect(await difference(await picture(`Demo/photo?${query}&fmt=png`), expected)).toBeLessThan(1)
  })

  async function sharpPart(from: Sharp): Promise<Sharp> {
    return sharp(await from.resize(800).png().toBuffer()).extract({
      left: 100,
      top: 50,
      width: 300,
      height: 200,
    })
  }

  it.each([
    ['', 100, 50, red],
    ['&crop=200,0,200,100', 100, 50, green],
    ['&crop=0,100,200,100', 100, 50, blue],
    ['&rect=200,100,200,100', 100, 50, white],
    ['&wid=100&hei=100&fit=crop', 10, 10, red],
    ['&wid=100&hei=100&fit=crop', 90, 10, green],
    ['&wid=100&hei=100&fit=fit&bgc=ff00ff', 50, 10, magenta],
    ['&wid=100&hei=100&fit=fit&bgc=255,0,255', 50, 90, magenta],
    ['&wid=100&hei=100&fit=fit', 50, 10, white],
    ['&wid=100&hei=100&fit=fit&bgc=ff00ff', 20, 40, red],
    ['&crop=-100,0,200,200&bgc=ff00ff', 50, 100, magenta],
    ['&crop=-100,0,200,200&bgc=ff00ff', 150, 50, red],
  ])('are of quarters%s at %i,%i: %s', async (query, x, y, color) => {
    expect(await pixel(await picture(`Demo/quarters?fmt=png${query}`), x, y)).toEqual(color)
  })

  it('show the background where the picture is transparent, unless the format keeps that', async () => {
    const flat = await picture('Demo/logo?fmt=png&bgc=0000ff')
    expect([await pixel(flat, 20, 50), await pixel(flat, 80, 50)]).toEqual([red, blue])
    const kept = await sharp(await picture('Demo/logo?fmt=png-alpha'))
      .ensureAlpha()
      .raw()
      .toBuffer()
    expect([kept[(50 * 100 + 20) * 4 + 3], kept[(50 * 100 + 80) * 4 + 3]]).toEqual([255, 0])
  })

  it('are sharper with op_usm', async () => {
    const spread = async (query: string) =>
      (await sharp(await picture(`Demo/checks?fmt=png${query}`)).stats()).channels.map(({ stdev }) => stdev)
    const [plain, same, sharper] = [
      await spread(''),
      await spread('&op_usm=0,0,0,0'),
      await spread('&op_usm=2,4,0,0'),
    ]
    expect(same).toEqual(plain)
    expect(sharper[2]).toBeGreaterThan((plain[2] ?? 0) * 1.1)
  })
})

describe('the format of a picture', () => {
  it.each([
    ['jpg', 'image/jpeg', 'jpeg'],
    ['jpeg', 'image/jpeg', 'jpeg'],
    ['png', 'image/png', 'png'],
    ['png-alpha', 'image/png', 'png'],
    ['webp', 'image/webp', 'webp'],
    ['avif', 'image/avif', 'heif'],
    ['tif', 'image/tiff', 'tiff'],
  ])('fmt=%s is %s', async (format, mimeType, known) => {
    const response = await image(`Demo/quarters?wid=64&fmt=${format}`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, mimeType])
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(response.headers.get('content-length')).toBe(String(bytes.length))
    expect(await sharp(bytes).metadata()).toMatchObject({ format: known, width: 64, height: 32 })
  })

  it('has fewer bytes for less quality', async () => {
    const [low, usual, high] = await Promise.all(
      ['&qlt=20', '', '&qlt=95'].map(
        async (quality) => (await picture(`Demo/photo?wid=400${quality}`)).length,
      ),
    )
    expect([low, usual, high]).toEqual([low, usual, high].sort((a = 0, b = 0) => a - b))
    expect(low).toBeLessThan((high ?? 0) / 2)
  })
})

describe('requests for facts', () => {
  const text = async (request: string) => await (await image(request)).text()

  it.each([
    ['Demo/photo', '1'],
    ['Demo/draft', '0'],
    ['Demo/none', '0'],
    ['Demo/notes', '0'],
    ['Other/photo', '0'],
    ['Nobody/photo', '0'],
  ])('req=exists of %s is %s', async (name, exists) => {
    expect(await text(`${name}?req=exists`)).toContain(`catalogRecord.exists=${exists}\n`)
  })

  it('req=imageprops tells the size and the kind of a picture', async () => {
    const response = await image('Demo/logo?req=imageprops')
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    const lines = (await response.text()).split('\n')
    expect(lines).toEqual(
      expect.arrayContaining(['image.width=100', 'image.height=100', 'image.mask=2', 'image.pixTyp=RGB']),
    )
    expect((await text('Demo/photo?req=imageprops')).split('\n')).toEqual(
      expect.arrayContaining(['image.width=1600', 'image.height=1200', 'image.mask=0']),
    )
  })

  it('req=imageprops can be JSONP and XML', async () => {
    expect(await text('Demo/photo?req=imageprops,json&id=7&handler=show')).toMatch(
      /^\/\*jsonp\*\/show\(\{[\s\S]*"image.width":"1600"[\s\S]*\},"7"\);$/,
    )
    expect(await text('Demo/photo?req=imageprops,xml')).toContain('<property name="width" value="1600" />')
  })

  it('req=mask is the transparency, in gray', async () => {
    const mask = await picture('Demo/logo?req=mask&fmt=png')
    expect(await sharp(mask).metadata()).toMatchObject({ width: 100, height: 100, channels: 1 })
    expect([await pixel(mask, 20, 50), await pixel(mask, 80, 50)]).toEqual([white, black])
  })

  it.each(['Demo/none?req=imageprops', 'Demo/none?req=mask', 'Demo/photo?req=mask'])(
    '%s is 404',
    async (request) => {
      expect((await image(request)).status).toBe(404)
    },
  )
})

describe('caching', () => {
  it('has one ETag for one picture, whatever the order of its commands', async () => {
    const tag = async (query: string) => (await image(`Demo/quarters?${query}`)).headers.get('etag')
    const first = await tag('wid=200&fmt=png')
    expect(first).toMatch(/^"[^"]+"$/)
    expect(await tag('fmt=png&wid=200')).toBe(first)
    expect(await tag('wid=201&fmt=png')).not.toBe(first)
    expect((await image('Demo/logo?wid=200&fmt=png')).headers.get('etag')).not.toBe(first)
  })

  it('answers 304 to a client that has the picture', async () => {
    const first = await image('Demo/quarters?wid=50')
    expect(first.headers.get('cache-control')).toBe('public, max-age=300')
    const tag = first.headers.get('etag') ?? ''
    for (const given of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await image('Demo/quarters?wid=50', { 'if-none-match': given })
      expect([again.status, await again.text()], given).toEqual([304, ''])
      expect([again.headers.get('etag'), again.headers.get('cache-control')]).toEqual([
        tag,
        'public, max-age=300',
      ])
    }
    expect((await image('Demo/quarters?wid=50', { 'if-none-match': '"other"' })).status).toBe(200)
    expect((await image('Demo/quarters?wid=51', { 'if-none-match': tag })).status).toBe(200)
  })

  it('is off where the request says so', async () => {
    expect((await image('Demo/quarters?cache=off')).headers.get('cache-control')).toBe('no-store')
  })

  it('answers HEAD as GET, without the picture', async () => {
    const [get, head] = await Promise.all([
      image('Demo/quarters?wid=50'),
      fetch(`${darkroom.url}/is/image/Demo/quarters?wid=50`, { method: 'HEAD' }),
    ])
    const facts = (response: Response) =>
      ['content-type', 'content-length', 'etag', 'cache-control'].map((name) => response.headers.get(name))
    expect(head.status).toBe(200)
    expect(facts(head)).toEqual(facts(get))
    expect(await head.text()).toBe('')
  })
})

describe('what is not there', () => {
  it.each([
    'Demo/none',
    'Demo/draft',
    'Demo/notes',
    'Demo/photo.jpg',
    'Demo/brand/logo',
    'Demo/PHOTO',
    'Demo/',
    'Demo/..%2f..%2fetc%2fpasswd',
    'Demo/%00',
    '%00/photo',
    'Demo/none?defaultImage=%00',
    'Demo/ph%25to',
    'Other/photo',
    'Other/Demo/photo',
    'Nobody/photo',
    'demo/photo',
  ])('is 404: %s', async (name) => {
    const response = await image(name)
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('cache-control'),
    ]).toEqual([404, 'text/plain;charset=utf-8', 'no-cache'])
    expect(response.headers.get('etag')).toBeNull()
  })
})

describe('a command that can not be carried out', () => {
  it.each([
    ['wid=0', 400, 'wid=0'],
    ['wid=many', 400, 'wid=many'],
    ['hei=-5', 400, 'hei=-5'],
    ['scl=0', 400, 'scl=0'],
    ['wid=5001', 400, '5000 x 5000'],
    ['fit=squeeze&wid=1&hei=1', 400, 'fit=squeeze'],
    ['fit=crop', 400, 'fit=crop'],
    ['fmt=bmp', 400, 'fmt=bmp'],
    ['fmt=pdf', 501, 'fmt=pdf'],
    ['qlt=101', 400, 'qlt=101'],
    ['crop=1,2,3', 400, 'crop=1,2,3'],
    ['rect=0,0,0,10', 400, 'rect=0,0,0,10'],
    ['op_usm=9', 400, 'op_usm=9'],
    ['bgc=reddish', 400, 'bgc=reddish'],
    ['req=secrets', 400, 'req=secrets'],
    ['req=xmp', 501, 'req=xmp'],
    ['wid=%zz', 400, 'wid=%zz'],
    ['req=imageprops,json&handler=alert(1)', 400, 'handler=alert(1)'],
    [`x=${'y'.repeat(9000)}`, 400, '8192'],
  ])('is told in plain words: %s', async (query, status, named) => {
    const response = await image(`Demo/quarters?${query}`)
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('cache-control'),
    ]).toEqual([status, 'text/plain;charset=utf-8', 'no-cache'])
    expect(await response.text()).toContain(named)
  })
})
