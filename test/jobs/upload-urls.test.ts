import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestFtp } from '../../src/infrastructure/outgoing/test-ftp.ts'
import { TestWeb } from '../../src/infrastructure/outgoing/test-web.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jpeg } from '../support/pictures.ts'
import { type EndedJob, elements, jobEnded, soap, textOf } from '../support/soap.ts'
import { waitFor } from '../support/wait-for.ts'
import { assetRow, assetsNamed, jobIdOf } from '../uploads/state.ts'
import { queueJob, uploadDefaults } from './queue-job.ts'

const maxFileBytes = 300_000
const web = new TestWeb()
const ftp = new TestFtp()
/** Requests by path, in the order of their coming. */
const requests: string[] = []
/** What was told to /told. */
const told: string[] = []

let darkroom: TestApp
let url: string
let source: string
let picture: Buffer

beforeAll(async () => {
  picture = await jpeg(120, 80)
  source = `http://${await web.serve(answer)}`
  darkroom = await startTestApp({
    env: {
      DARKROOM_ALLOW_PRIVATE_URLS: 'true',
      DARKROOM_FETCH_TRIES: '1',
      DARKROOM_FETCH_PER_HOST: '16',
      DARKROOM_LANES: '8',
      DARKROOM_MAX_FILE_BYTES: String(maxFileBytes),
    },
  })
  url = darkroom.url
})
afterAll(async () => {
  await darkroom.close()
  await web.close()
  await ftp.close()
})

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', source)
  requests.push(pathname)
  const seen = requests.filter((path) => path === pathname).length
  if (pathname === '/told') {
    request.setEncoding('utf8').on('data', (text) => told.push(text))
    response.end()
  } else if (pathname.startsWith('/missing')) response.writeHead(404).end('no')
  else if (pathname.startsWith('/busy')) response.writeHead(503).end()
  else if (pathname.startsWith('/error-page')) response.end('<html>sorry</html>')
  else if (pathname.startsWith('/huge')) response.end(Buffer.alloc(maxFileBytes + 1))
  else if (pathname.startsWith('/cut') && seen === 1) {
    response.writeHead(200, { 'content-length': picture.length })
    response.write(picture.subarray(0, 100), () => response.destroy())
  } else if (pathname.startsWith('/text')) response.end(`content of ${pathname}`)
  else if (pathname.startsWith('/named/')) {
    const name = pathname === '/named/' ? 'all of the server' : 'of the server'
    response.writeHead(200, { 'content-disposition': `attachment; filename="${name}.jpg"` }).end(picture)
  } else response.end(picture)
}

type Source = readonly [sourceUrl: string, destPath?: string]

async function fetched(name: string, sources: readonly Source[], more: object = {}): Promise<EndedJob> {
  return await jobEnded(url, await queued(name, sources, more))
}

async function queued(name: string, sources: readonly Source[], more: object = {}): Promise<string> {
  const items = sources.map(([path, destPath]) => ({ sourceUrl: at(path), destPath }))
  return await queueJob(darkroom, 'uploadUrlsJob', name, { ...uploadDefaults, urlArray: { items }, ...more })
}

function at(path: string): string {
  return path.startsWith('/') ? source + path : path
}

const types = (log: EndedJob) => log.lines.map(({ type }) => type)
const errorOf = (log: EndedJob) => log.lines.find(({ type }) => type === 'UploadError')?.message

describe('where files go', () => {
  it.each<[string, Source, { name: string; folder: string; fileName: string }]>([
    ['a path', ['/a.jpg', 'shoes/red.jpg'], { name: 'red', folder: 'Demo/shoes/', fileName: 'red.jpg' }],
    [
      'the root folder in front',
      ['/a.jpg', 'Demo/x/blue.jpg'],
      { name: 'blue', folder: 'Demo/x/', fileName: 'blue.jpg' },
    ],
    [
      'an empty path',
      ['/dir/from%20url.jpg?size=9', ''],
      { name: 'from url', folder: 'Demo/', fileName: 'from url.jpg' },
    ],
    ['no path', ['/plain.jpg'], { name: 'plain', folder: 'Demo/', fileName: 'plain.jpg' }],
    [
      'a folder',
      ['/in-folder.jpg', 'bags/'],
      { name: 'in-folder', folder: 'Demo/bags/', fileName: 'in-folder.jpg' },
    ],
    [
      'a folder, and the server gives a name',
      ['/named/x.jpg', 'bags/'],
      { name: 'of the server', folder: 'Demo/bags/', fileName: 'of the server.jpg' },
    ],
    [
      'no path, and the server gives a name',
      ['/named/', ''],
      { name: 'all of the server', folder: 'Demo/', fileName: 'all of the server.jpg' },
    ],
    [
      'encoded slashes',
      ['/%2e%2e%2fup%2Fescaped.jpg'],
      { name: 'escaped', folder: 'Demo/', fileName: 'escaped.jpg' },
    ],
  ])('%s', async (title, item, expected) => {
    const log = await fetched(title, [item])
    expect(log.counts).toMatchObject({ success: 1, error: 0, total: 1 })
    expect(types(log)).toEqual(expect.arrayContaining(['BeginUploadUrls', 'UploadSuccess', 'EndUploadUrls']))
    const found = await assetsNamed(url, expected.name)
    expect(found.map(({ folder, fileName }) => ({ folder, fileName }))).toContainEqual({
      folder: expected.folder,
      fileName: expected.fileName,
    })
  })
})

describe('files of an FTP server', () => {
  it('are fetched, each one for itself, and tell no password', async () => {
    const host = await ftp.serve({ files: { 'in/ftp shoe.jpg': picture } })
    const log = await fetched('ftp', [
      [`ftp://ann:horse@${host}/in/ftp%20shoe.jpg`, 'bags/'],
      [`ftp://ann:horse@${host}/in/none.jpg`, 'none.jpg'],
    ])
    expect(log.counts).toMatchObject({ success: 1, error: 1, total: 2 })
    expect(errorOf(log)).toContain(`ftp://${host}/in/none.jpg answered with code 550`)
    expect(JSON.stringify(log)).not.toContain('horse')
    const [found] = await assetsNamed(url, 'ftp shoe')
    expect(found).toMatchObject({ folder: 'Demo/bags/', fileName: 'ftp shoe.jpg' })
  })
})

// These wait for further attempts, and the last one takes its time.
describe.concurrent('an item that fails leaves the others alone', () => {
  it.each<[string, Source, RegExp]>([
    ['a name outside the root', ['/a.jpg', '../../etc/a.jpg'], /may not hold '\.' or '\.\.'/],
    ['no name anywhere', ['/', 'shoes/'], /names no file/],
    ['not found', ['/missing.jpg', 'm.jpg'], /status 404/],
    ['an error page in place of a picture', ['/error-page', 'e.jpg'], /no image/],
    ['too large', ['/huge.bin', 'h.bin'], new RegExp(`at most ${maxFileBytes}|${maxFileBytes}`)],
    ['another scheme', ['file:///etc/passwd', 'p.txt'], /expected http/],
    ['no URL', ['nonsense', 'n.txt'], /expected http/],
  ])('%s', async (title, item, expected) => {
    const log = await fetched(title, [item, ['/a.jpg', `beside ${title}.jpg`]])
    expect(log.counts).toMatchObject({ success: 1, error: 1, total: 2 })
    expect(errorOf(log)).toMatch(expected)
    expect(types(log)).not.toContain('FatalError')
  })

  it('names the cause when the source never answers well', async () => {
    const log = await fetched('busy', [['/busy.jpg', 'busy.jpg']])
    expect(log.counts).toMatchObject({ success: 0, error: 1 })
    expect(errorOf(log)).toContain('503')
  })

  it('tells neither password nor query of a URL', async () => {
    const secret = `${source.replace('//', '//ann:horse@')}/missing/s.jpg?signature=battery`
    const handle = await queued('secret', [[secret], [`${secret}/`]])
    const log = await jobEnded(url, handle)
    expect(log.counts.error).toBe(2)
    expect(JSON.stringify(log.lines)).not.toMatch(/horse|battery/)
  })
})

it.concurrent('downloads again what broke off', async () => {
  const log = await fetched('cut', [['/cut.jpg', 'cut.jpg']])
  expect(log.counts).toMatchObject({ success: 1, error: 0 })
  expect((await assetRow(darkroom, 'cut')).size).toBe(picture.length)
  expect(requests.filter((path) => path === '/cut.jpg')).toHaveLength(2)
})

it.concurrent('takes 1,010 URLs in one job, and tells their number in place of them', async () => {
  await fetched('before', [['/text/there.txt', 'many/there.txt']])
  // Most are there already, so that the test is quick.
  const sources = Array.from({ length: 1010 }, (_, i): Source => {
    return [`/text/${i}.txt`, i % 20 === 9 ? `many/${i}.txt` : 'many/there.txt']
  })
  const handle = await queued('many', sources, { overwrite: false })
  const body = await waitFor('the running job', async () => {
    const reply = await soap(url, {
      operation: 'getActiveJobs',
      param: `<companyHandle>c|1</companyHandle><jobHandle>${handle}</jobHandle>`,
    })
    return textOf(reply.body, 'type') !== undefined && reply.body
  })
  expect(textOf(body, 'type')).toBe('UrlUpload')
  expect(textOf(body, 'numUrls')).toBe('1010')
  expect(elements(body, 'sourceUrl')).toEqual([])
  const log = await jobEnded(url, handle, 50_000)
  expect(log.counts).toMatchObject({ success: 51, duplicate: 959, error: 0, total: 1010 })
  const { params } = await darkroom.app.db
    .selectFrom('job')
    .select('params')
    .where('id', '=', jobIdOf(handle))
    .executeTakeFirstOrThrow()
  expect(params).toMatchObject({ numUrls: 1010, urlArray: { items: [] } })
}, 60_000)

it('does not download what overwrite=false leaves alone', async () => {
  await fetched('first', [['/keep.jpg', 'keep.jpg']])
  const log = await fetched('second', [['/keep.jpg', 'keep.jpg']], { overwrite: false })
  expect(log.counts).toMatchObject({ duplicate: 1, total: 1 })
  expect(requests.filter((path) => path === '/keep.jpg')).toHaveLength(1)
})

it('honours the upload options: overwrite, crop, keywords', async () => {
  const options = {
    manualCropOptions: { left: 10, right: 0, top: 0, bottom: 0 },
    xmpKeywords: 'red,shoe',
  }
  await fetched('plain', [['/options.jpg', 'options.jpg']])
  const log = await fetched('with options', [['/options.jpg', 'options.jpg']], options)
  expect(log.counts).toMatchObject({ update: 1 })
  const { crop, metadata } = await assetRow(darkroom, 'options')
  expect(crop).toEqual({ left: 10, top: 0, width: 110, height: 80 })
  expect(metadata['dc.subject']).toBe('["red","shoe"]')
  expect(log.lines.filter(({ type }) => type === 'UploadWarning')).toEqual([])
})

describe('what follows the job', () => {
  const publishJob = { publishType: 'Full', emailSetting: 'None' }
  const jobsNamed = async (name: string) =>
    await darkroom.app.db
      .selectFrom('job')
      .select(['kind', 'state'])
      .where('original_name', '=', name)
      .where('kind', '=', 'imageServingPublishJob')
      .execute()

  it('publishes and calls postHttpUrl', async () => {
    const handle = await queued('followed', [['/after.jpg', 'after.jpg']], {
      postImageServingPublishJob: publishJob,
      postHttpUrl: `${source}/told`,
    })
    await jobEnded(url, handle)
    await waitFor('the picture', async () => (await fetch(`${url}/is/image/Demo/after`)).status === 200)
    const text = await waitFor('the call', async () => told.find((body) => body.includes(handle)))
    expect(JSON.parse(text)).toMatchObject({ jobHandle: handle, fileSuccessCount: 1, status: 'done' })
  })

  it('publishes nothing with postJobOnlyIfFiles when no file came', async () => {
    const only = { postImageServingPublishJob: publishJob, postJobOnlyIfFiles: true }
    await fetched('nothing came', [['/missing/x.jpg', 'x.jpg']], only)
    expect(await jobsNamed('nothing came')).toEqual([])
    await fetched('something came', [['/a.jpg', 'something.jpg']], only)
    expect(await jobsNamed('something came')).toHaveLength(1)
  })
})

it('is submitted over SOAP', async () => {
  const { body } = await soap(url, {
    operation: 'submitJob',
    param:
      '<companyHandle>c|1</companyHandle><jobName>by soap</jobName><uploadUrlsJob><urlArray><items>' +
      `<sourceUrl>${source}/soap.jpg</sourceUrl><destPath>soap/one.jpg</destPath></items></urlArray>` +
      '<overwrite>true</overwrite><readyForPublish>true</readyForPublish><createMask>false</createMask>' +
      '<emailSetting>None</emailSetting></uploadUrlsJob>',
  })
  const handle = textOf(body, 'jobHandle') ?? ''
  expect((await jobEnded(url, handle)).counts).toMatchObject({ success: 1, total: 1 })
  expect(await assetsNamed(url, 'one')).toMatchObject([{ folder: 'Demo/soap/' }])
})
