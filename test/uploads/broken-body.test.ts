import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { RawPost, type RawReply } from '../support/raw-http.ts'
import { waitFor } from '../support/wait-for.ts'
import { authPart, boundary, faultIn, filePart, formBody, paramsPart, postBody, servletPath } from './form.ts'
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
