import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { textOf } from '../../support/soap.ts'
import { authHeader, envelope, post, unversioned } from '../post.ts'

const latest = `${unversioned}/2014-04-03`
const question = `<getCompanyInfoParam xmlns="${latest}"><companyHandle>c|1</companyHandle></getCompanyInfoParam>`
const wrong = question.replace('c|1', 'c|none')
const many = `<getJobLogsParam xmlns="${latest}"/>`
const maxSoapBytes = 64 * 1024

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp({ worker: false, env: { DARKROOM_MAX_SOAP_BYTES: String(maxSoapBytes) } })
  const { db } = darkroom.app
  const started_at = new Date()
  const job = {
    company_id: 1,
    user_id: 1,
    kind: 'uploadPostJob',
    original_name: 'job',
    locale: 'en',
    params: '{}',
    state: 'Done' as const,
    started_at,
  }
  await db
    .insertInto('job')
    .values([1, 2, 3].map((index) => ({ ...job, name: `job_${index}` })))
    .execute()
})
afterAll(async () => await darkroom.close())

function zipped(message: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(message))
}

describe('a compressed request', () => {
  it.each([
    ['UTF-8', zipped(envelope(question))],
    ['UTF-16', zipped(Buffer.from(`\u{feff}${envelope(question)}`, 'utf16le'))],
  ])('is read: %s', async (_what, bytes) => {
    const reply = await post(darkroom.url, bytes, { 'content-encoding': 'gzip' })
    expect([reply.status, textOf(reply.body, 'name')]).toEqual([200, 'Demo'])
  })

  it.each([
    ['more than a request may have', zipped(envelope(question + ' '.repeat(maxSoapBytes))), 'gzip', /65536/],
    ['50 MB of zeros', zipped(Buffer.alloc(50_000_000)), 'gzip', /65536/],
    ['what is not compressed', new Uint8Array(Buffer.from(envelope(question))), 'gzip', /gzip/],
    ['half of it', zipped(envelope(question)).slice(0, 100), 'gzip', /gzip/],
    ['another encoding', new Uint8Array(Buffer.from(envelope(question))), 'br', /"br"/],
  ])('gets the fault 30003 for %s', async (_what, bytes, encoding, reason) => {
    const reply = await post(darkroom.url, bytes, { 'content-encoding': encoding })
    expect([reply.status, textOf(reply.body, 'code')]).toEqual([500, '30003'])
    expect(textOf(reply.body, 'reason')).toMatch(reason)
  })
})

describe('a reply', () => {
  it.each([
    ['true', 'identity', 'gzip'],
    ['1', 'identity', 'gzip'],
    ['false', 'gzip', null],
    ['0', 'gzip', null],
    [undefined, 'gzip, deflate', 'gzip'],
    [undefined, 'identity', null],
    ['', 'gzip', 'gzip'],
  ])('with gzipResponse %s and Accept-Encoding %s has the encoding %s', async (asked, accepted, encoding) => {
    const header = authHeader(asked === undefined ? '' : `<gzipResponse>${asked}</gzipResponse>`)
    const reply = await post(darkroom.url, envelope(many, header), { 'accept-encoding': accepted })
    expect([reply.status, reply.headers.get('content-encoding')]).toEqual([200, encoding])
    expect(reply.headers.get('vary')).toBe('Accept-Encoding')
    expect(textOf(reply.body, 'originalJobName')).toBe('job')
  })

  it.each(['1.1', '1.2'] as const)('is compressed when it is a fault of SOAP %s', async (version) => {
    const header = authHeader(
      '<gzipResponse>true</gzipResponse><faultHttpStatusCode>200</faultHttpStatusCode>',
    )
    const reply = await post(darkroom.url, envelope(wrong, header, version), {
      'accept-encoding': 'identity',
    })
    expect([reply.status, reply.headers.get('content-encoding')]).toEqual([200, 'gzip'])
    expect(textOf(reply.body, 'code')).toBe('30001')
  })
})
