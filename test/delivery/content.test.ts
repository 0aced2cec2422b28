import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { jobEnded, publish } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'

let darkroom: TestApp
let picture: Buffer

const manual = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251))
const page = Buffer.from('<!doctype html><script>alert(document.domain)</script>')
const drawing = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><script>alert(1)</script><rect width="20" height="10" fill="red"/></svg>',
)

/** Published: 'manuals/manual.bin', 'page.html', 'drawing.svg', 'photo.png'; not published: 'draft.bin'. */
beforeAll(async () => {
  darkroom = await startTestApp()
  picture = await plainPng(30, 20, 'red')
  const shown = await uploaded(darkroom.url, {
    jobName: 'shown',
    endJob: true,
    files: [
      { name: 'manuals/manual.bin', bytes: manual },
      { name: 'page.html', bytes: page },
      { name: 'drawing.svg', bytes: drawing },
      { name: 'photo.png', bytes: picture },
      { name: 'lost.bin', bytes: Buffer.from('soon lost') },
      { name: 'größe 100%.txt', bytes: Buffer.from('42') },
    ],
  })
  const draft = await uploaded(darkroom.url, {
    jobName: 'draft',
    endJob: true,
    readyForPublish: false,
    files: [{ name: 'draft.bin', bytes: manual.subarray(1) }],
  })
  await jobEnded(darkroom.url, shown)
  await jobEnded(darkroom.url, draft)
  await publish(darkroom.url)
})
afterAll(async () => await darkroom.close())

async function content(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Response> {
  return await fetch(`${darkroom.url}/is/content/${path}`, { method, headers })
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer())
}

describe('a published file', () => {
  it.each([
    ['Demo/manuals/manual.bin', () => manual],
    ['Demo/manual', () => manual],
    ['Demo/page.html', () => page],
    ['Demo/drawing.svg', () => drawing],
    ['Demo/photo.png', () => picture],
    [`Demo/${encodeURIComponent('größe 100%.txt')}`, () => Buffer.from('42')],
  ])('is served byte for byte: %s', async (path, expected) => {
    const response = await content(path)
    expect([
      response.status,
      response.headers.get('accept-ranges'),
      response.headers.get('content-length'),
    ]).toEqual([200, 'bytes', String(expected().length)])
    expect(await bytesOf(response)).toEqual(expected())
  })

  it.each([
    'Demo/none.bin',
    'Demo/draft.bin',
    'Demo/draft',
    'Demo/manual.bin',
    'Demo/manuals/',
    'Demo/',
    'Demo/manuals/..%2fpage.html',
    'Demo/..%2f..%2fetc%2fpasswd',
    'Demo/%00',
    'Other/page.html',
    'Other/Demo/page.html',
    'demo/page.html',
  ])('is 404 where there is none: %s', async (path) => {
    const response = await content(path)
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('cache-control'),
    ]).toEqual([404, 'text/plain;charset=utf-8', 'no-cache'])
  })

  it('whose bytes are lost is an error that nobody keeps', async () => {
    const { db, engine } = darkroom.app
    const { original_key: key } = await db
      .selectFrom('catalogue_entry')
      .select('original_key')
      .where('name', '=', 'lost')
      .$narrowType<{ original_key: string }>()
      .executeTakeFirstOrThrow()
    await engine.blobs.remove(key)
    for (const range of ['', 'bytes=0-1']) {
      const response = await content('Demo/lost.bin', { range })
      expect(response.ok).toBe(false)
      expect([response.headers.get('cache-control'), response.headers.get('etag')]).toEqual([
        'no-cache',
        null,
      ])
      expect(await response.text()).not.toContain(darkroom.dataFolder)
    }
  })
})

describe('a range', () => {
  it.each([
    ['bytes=0-99', 0, 99],
    ['bytes=100-', 100, 999],
    ['bytes=-10', 990, 999],
    ['bytes=-5000', 0, 999],
    ['bytes=990-5000', 990, 999],
    ['bytes=0-0', 0, 0],
    ['bytes=999-999', 999, 999],
  ])('%s is 206 with bytes %i to %i', async (range, start, end) => {
    const response = await content('Demo/manuals/manual.bin', { range })
    expect([
      response.status,
      response.headers.get('content-range'),
      response.headers.get('content-length'),
    ]).toEqual([206, `bytes ${start}-${end}/1000`, String(end - start + 1)])
    expect(await bytesOf(response)).toEqual(manual.subarray(start, end + 1))
  })

  it.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('%s is 416', async (range) => {
    const response = await content('Demo/manuals/manual.bin', { range })
    expect([
      response.status,
      response.headers.get('content-range'),
      response.headers.get('cache-control'),
    ]).toEqual([416, 'bytes */1000', 'no-cache'])
  })

  it.each(['bytes=9-3', 'bytes=-', 'bytes=a-b', 'lines=1-2', 'bytes=0-1,5-6', 'bytes'])(
    '%s is not taken, and all is sent',
    async (range) => {
      const response = await content('Demo/manuals/manual.bin', { range })
      expect([response.status, response.headers.get('content-range')]).toEqual([200, null])
      expect(await bytesOf(response)).toEqual(manual)
    },
  )

  it('counts only for the version that If-Range names', async () => {
    const etag = (await content('Demo/manuals/manual.bin')).headers.get('etag') ?? ''
    const status = async (ifRange: string) =>
      (await content('Demo/manuals/manual.bin', { range: 'bytes=0-9', 'if-range': ifRange })).status
    expect(etag).toMatch(/^"[^"]+"$/)
    expect(await status(etag)).toBe(206)
    expect(await status('"another"')).toBe(200)
    expect(await status(`W/${etag}`)).toBe(200)
    expect(await status('Thu, 01 Jan 1998 00:00:00 GMT')).toBe(200)
  })

  it('means nothing for HEAD', async () => {
    const response = await content('Demo/manuals/manual.bin', { range: 'bytes=0-9' }, 'HEAD')
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '1000'])
  })
})

describe('caching', () => {
  it('answers 304 to a client that has the file', async () => {
    const first = await content('Demo/page.html')
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('public, max-age=300')
    const again = await content('Demo/page.html', { 'if-none-match': etag })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    expect((await content('Demo/photo.png')).headers.get('etag')).not.toBe(etag)
  })

  it('answers HEAD as GET, without the bytes', async () => {
    const [get, head] = [await content('Demo/photo.png'), await content('Demo/photo.png', {}, 'HEAD')]
    const facts = (response: Response) =>
      ['content-type', 'content-length', 'etag', 'cache-control', 'accept-ranges'].map((name) =>
        response.headers.get(name),
      )
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(facts(head)).toEqual(facts(get))
  })
})

describe('content that a browser could run', () => {
  it.each(['page.html', 'drawing.svg', 'manuals/manual.bin'])('is powerless: %s', async (path) => {
    for (const range of ['', 'bytes=0-9']) {
      const response = await content(`Demo/${path}`, { range })
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      const policy = (response.headers.get('content-security-policy') ?? '').split(/; */)
      expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", 'sandbox']))
      expect(policy.join()).not.toContain('allow-')
    }
  })

  it('has no power in the words of a page that is not there either', async () => {
    for (const path of [
      'is/image/Demo/<script>alert(1)<',
      'is/content/Demo/<script>alert(1)<',
      '<script>alert(1)<',
    ]) {
      const response = await fetch(`${darkroom.url}/${path}`)
      expect([response.status, response.headers.get('content-type')?.split(';')[0]]).toEqual([
        404,
        'text/plain',
      ])
    }
  })
})
