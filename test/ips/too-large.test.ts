import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { RawPost } from '../support/raw-http.ts'

const maxSoapBytes = 64 * 1024
const megabyte = 1024 * 1024
const sentMegabytes = 40

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp({ worker: false, env: { DARKROOM_MAX_SOAP_BYTES: String(maxSoapBytes) } })
})
afterAll(async () => await darkroom.close())

describe('a request that is far too large', () => {
  it.each([
    ['says its length', `Content-Length: ${sentMegabytes * megabyte}`, ''],
    ['comes in chunks', 'Transfer-Encoding: chunked', `${(sentMegabytes * megabyte).toString(16)}\r\n`],
  ])('is taken to its end and answered with the limit, when it %s', async (_, header, lead) => {
    const path = '/scene7/services/IpsApiService'
    const open = await RawPost.open(darkroom.url, path, ['Content-Type: text/xml', header])
    await open.write(lead)
    const piece = Buffer.alloc(megabyte, ' ')
    for (let sent = 0; sent < sentMegabytes; sent++) expect(await open.write(piece)).toBe(true)
    if (lead !== '') await open.write('\r\n0\r\n\r\n')
    const reply = await open.reply()
    expect(reply?.status).toBe(500)
    const text = reply?.body.toString()
    expect(text).toContain('<tns:code>30003</tns:code>')
    expect(text).toContain(`The request has more bytes than ${maxSoapBytes} (DARKROOM_MAX_SOAP_BYTES).`)
  })

  it('of which nothing more comes is answered at once', async () => {
    const open = await RawPost.open(darkroom.url, '/scene7/services/IpsApiService', [
      'Content-Type: text/xml',
      `Content-Length: ${2 * maxSoapBytes}`,
    ])
    expect((await open.reply())?.status).toBe(500)
  })
})
