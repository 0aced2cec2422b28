import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { RawPost, type RawReply } from '../support/raw-http.ts'
import { waitFor } from '../support/wait-for.ts'
import {
  authPart,
  boundary,
  faultIn,
  filePart,
  formBody,
  handleIn,
  paramsPart,
  partHead,
  postBody,
  postForm,
  servletPath,
} from './form.ts'
import { type Traces, traces } from './state.ts'

const multipart = `Content-Type: multipart/form-data; boundary=${boundary}`
const megabyte = 1024 * 1024

let darkroom: TestApp
let before: Traces

beforeAll(async () => {
  darkroom = await startTestApp()
  before = await traces(darkroom)
})
afterAll(async () => await darkroom.close())

async function post(headerLines: readonly string[], ...pieces: (string | Uint8Array)[]): Promise<RawPost> {
  const open = await RawPost.open(darkroom.url, servletPath, headerLines)
  for (const piece of pieces) await open.write(piece)
  return open
}

function faultOf(reply: RawReply | undefined) {
  if (!reply) throw new Error('there was no answer')
  expect(reply.status).toBe(500)
  expect(reply.headers.get('content-length')).toBe(String(reply.body.length))
  return faultIn(reply.body.toString())
}

/** Resolves when the server has noticed and cleaned up. */
async function nothingLeft(): Promise<void> {
  await waitFor('an empty staging folder', async () => (await traces(darkroom)).staged === 0)
  expect(await traces(darkroom)).toEqual(before)
}

const whole = formBody([
  authPart(),
  paramsPart({ jobName: 'cut' }),
  filePart('cut.bin', randomBytes(3 * megabyte)),
])

describe('a body that is no form', () => {
  it.each([
    ['XML', { 'content-type': 'text/xml' }, '<a/>', 'text/xml'],
    ['a form without files', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=b', 'urlencoded'],
    ['a multipart type without boundary', { 'content-type': 'multipart/form-data' }, whole, 'boundary'],
    [
      'a multipart type with another boundary',
      { 'content-type': 'multipart/form-data; boundary=other' },
      whole,
      'delimiter',
    ],
    ['an empty body', { 'content-type': `multipart/form-data; boundary=${boundary}` }, '', 'delimiter'],
  ])('is refused: %s', async (_, headers, body, reason) => {
    const reply = await postBody(darkroom.url, body, headers)
    expect(reply.status).toBe(500)
    expect(faultIn(reply.text)).toMatchObject({
      name: 'ipsApiFault',
      code: '30003',
      reason: expect.stringContaining(reason),
    })
    await nothingLeft()
  })

  it('is refused without a Content-Type', async () => {
    const bare = await post(['Content-Length: 2'], 'ab')
    expect(faultOf(await bare.reply())).toMatchObject({ name: 'ipsApiFault', code: '30003' })
  })
})

describe('a body that is cut short', () => {
  it.each([
    ['inside the file', whole.subarray(0, whole.length - megabyte)],
    ['just before its closing delimiter', whole.subarray(0, whole.length - boundary.length - 6)],
    ['inside the headers of a part', whole.subarray(0, boundary.length + 20)],
  ])('is refused: %s', async (_, body) => {
    const cut = await post([multipart, `Content-Length: ${body.length}`], body)
    expect(faultOf(await cut.reply())).toMatchObject({ name: 'ipsApiFault', code: '30003' })
    await nothingLeft()
  })
})

describe('a client that goes away', () => {
  it.each([
    ['inside the file', whole.length - megabyte],
    ['with one byte missing', whole.length - 1],
  ])('%s leaves nothing', async (_, sent) => {
    const broken = await post([multipart, `Content-Length: ${whole.length}`], whole.subarray(0, sent))
    await waitFor('a file in staging', async () => (await traces(darkroom)).staged === 1)
    await broken.destroy()
    await nothingLeft()
  })

  it('inside a chunked body leaves nothing', async () => {
    const piece = whole.subarray(0, 2 * megabyte)
    const broken = await post(
      [multipart, 'Transfer-Encoding: chunked'],
      `${piece.length.toString(16)}\r\n`,
      piece,
    )
    await waitFor('a file in staging', async () => (await traces(darkroom)).staged === 1)
    await broken.destroy()
    await nothingLeft()
  })

  it('between two files leaves neither', async () => {
    const two = formBody([
      authPart(),
      paramsPart({ jobName: 'two' }),
      filePart('1', 'one'),
      filePart('2', 'two'),
    ])
    const sent = two.subarray(0, two.indexOf('two\r\n--'))
    const broken = await post([multipart, `Content-Length: ${two.length}`], sent)
    await waitFor('two files in staging', async () => (await traces(darkroom)).staged === 2)
    await broken.destroy()
    await nothingLeft()
  })
})

describe('files before the credentials', () => {
  const block = Buffer.alloc(megabyte, 'x')

  it('are refused beyond 64 MB, while the client is still sending', async () => {
    const open = await post([multipart, `Content-Length: ${200 * megabyte}`], partHead(filePart('big', '')))
    for (let sent = 0; sent < 70; sent++) if (!(await open.write(block))) break
    const fault = faultOf(await open.reply())
    expect(fault).toMatchObject({ name: 'authenticationFault', code: '10000' })
    expect(fault.reason).toContain(String(64 * megabyte))
    await nothingLeft()
  })

  it('are refused beyond 64 MB in sum of several files', async () => {
    const files = [1, 2, 3].map((n) => filePart(`f${n}`, Buffer.alloc(22 * megabyte)))
    const reply = await postForm(darkroom.url, [...files, authPart(), paramsPart({ jobName: 'sum' })])
    expect(faultIn(reply.text)).toMatchObject({ name: 'authenticationFault', code: '10000' })
    await nothingLeft()
  })

  it('are taken up to 64 MB, and without that limit once the credentials were right', async () => {
    const early = Buffer.alloc(64 * megabyte, 'e')
    const late = filePart('late.bin', Buffer.alloc(2 * megabyte, 'l'))
    const parts = [filePart('early.bin', early), authPart(), late, paramsPart({ jobName: 'at the limit' })]
    handleIn(await postForm(darkroom.url, parts))
    const key = createHash('sha256').update(early).digest('hex')
    expect(await darkroom.app.engine.blobs.stat(key)).toEqual({ key, size: early.length })
  })
})
