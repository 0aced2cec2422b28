import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../src/core/accounts/company.ts'
import { createUser, setMembership } from '../../src/core/accounts/user.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { publish, soap, textOf } from '../support/soap.ts'
import { authXml, ipsNamespace, type Upload, uploadParamXml } from '../support/upload.ts'
import { authPart, type FormPart, faultIn, filePart, handleIn, paramsPart, postForm } from './form.ts'
import { traces } from './state.ts'

const password = 'battery staple'
const stranger = { user: 'stranger@other.example', password }
const onlooker = { user: 'onlooker@demo.example', password }
const base = 'http://www.scene7.com/IpsApi/xsd'

let darkroom: TestApp
let url: string

beforeAll(async () => {
  darkroom = await startTestApp({ env: { DARKROOM_MAX_PARTS: '50', DARKROOM_MAX_FILE_BYTES: '1000' } })
  url = darkroom.url
  const { db } = darkroom.app
  const other = await db.transaction().execute(async (tx) => await createCompany(tx, 'Other'))
  const member = await createUser(db, { email: stranger.user, password })
  await setMembership(db, other.id, member.id, 'IpsCompanyAdmin')
  const viewer = await createUser(db, { email: onlooker.user, password })
  await setMembership(db, 1, viewer.id, 'ImagePortalUser')
})
afterAll(async () => await darkroom.close())

describe('a fault document', () => {
  const documented =
    "<?xml version='1.0' encoding='UTF-8'?><tns:authenticationFault xmlns:tns=\"http://www.scene7.com/IpsApi/xsd\">" +
    '<tns:code>10001</tns:code><tns:reason>Invalid username/password</tns:reason></tns:authenticationFault>'

  it.each([
    ['500 by default', '', 500],
    ['as faultHttpStatusCode says', '<faultHttpStatusCode>200</faultHttpStatusCode>', 200],
  ])('is the documented one byte for byte, with HTTP status %s', async (_, element, status) => {
    const auth = authXml({ password: 'wrong' }).replace('</authHeader>', `${element}</authHeader>`)
    const reply = await postForm(url, [{ name: 'auth', body: auth }, paramsPart({ jobName: 'wrong' })])
    expect(reply.text).toBe(documented)
    expect(reply.status).toBe(status)
    expect(reply.headers.get('content-type')).toBe('text/xml;charset=utf-8')
    expect(Number(reply.headers.get('content-length'))).toBe(Buffer.byteLength(documented))
  })

  it('is in the unversioned namespace and escapes what it repeats, whatever version was asked in', async () => {
    const parts = [authPart(), paramsPart({ jobName: 'x', companyHandle: '&lt;ü&amp;&gt;' })]
    const reply = await postForm(url, parts)
    expect(reply.text).toContain('&lt;ü&amp;')
    expect(Number(reply.headers.get('content-length'))).toBe(Buffer.byteLength(reply.text))
    expect(faultIn(reply.text)).toMatchObject({ name: 'ipsApiFault', code: '30001' })
  })
})

const params = (upload: Upload = {}) => paramsPart({ jobName: 'refused', ...upload })
const xml = (name: string, body: string): FormPart => ({ name, body })
const file = filePart('a.txt', 'words')
const deep = `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`
const doctype = '<!DOCTYPE a [<!ENTITY e "x">]>'

const refused: readonly (readonly [string, readonly FormPart[], string, string, string])[] = [
  ['no auth part', [params(), file], 'authenticationFault', '10000', 'auth'],
  ['no user', [authPart({ user: '' }), params(), file], 'authenticationFault', '10000', 'user'],
  [
    'an unknown user',
    [authPart({ user: 'nobody@demo.example' }), params(), file],
    'authenticationFault',
    '10001',
    'Invalid username/password',
  ],
  [
    'a user of another company',
    [authPart(stranger), params(), file],
    'authorizationFault',
    '20000',
    'company',
  ],
  [
    'a user of another company whose auth comes last',
    [params(), file, authPart(stranger)],
    'authorizationFault',
    '20000',
    'company',
  ],
  ['a role that may not upload', [authPart(onlooker), params(), file], 'authorizationFault', '20003', 'role'],
  [
    'a company that does not exist',
    [authPart(), params({ companyHandle: 'c|99' }), file],
    'authorizationFault',
    '20000',
    'company',
  ],
  ['no uploadParams part', [authPart(), file], 'ipsApiFault', '30002', 'uploadParams'],
  [
    'no companyHandle',
    [
      authPart(),
      xml('uploadParams', uploadParamXml({ jobName: 'x' }).replace(/<companyHandle>.*<\/companyHandle>/, '')),
      file,
    ],
    'ipsApiFault',
    '30002',
    'companyHandle',
  ],
  [
    'an empty companyHandle',
    [authPart(), params({ companyHandle: '' })],
    'ipsApiFault',
    '30001',
    'companyHandle',
  ],
  ['no company number', [authPart(), params({ companyHandle: 'c|Demo' })], 'ipsApiFault', '30001', 'c|Demo'],
  ['neither jobName nor jobHandle', [authPart(), paramsPart({}), file], 'ipsApiFault', '30002', 'jobName'],
  [
    'both jobName and jobHandle',
    [authPart(), params({ jobHandle: 'j|1||refused|1' }), file],
    'ipsApiFault',
    '30001',
    'jobHandle',
  ],
  ['a jobName with a bar', [authPart(), params({ jobName: 'a|b' }), file], 'ipsApiFault', '30001', 'a|b'],
  [
    'a jobName of 256 characters',
    [authPart(), params({ jobName: 'j'.repeat(256) }), file],
    'ipsApiFault',
    '30001',
    'jobName',
  ],
  [
    'a first POST without uploadParams',
    [
      authPart(),
      xml('uploadParams', uploadParamXml({ jobName: 'x' }).replace(/<uploadParams>.*<\/uploadParams>/, '')),
    ],
    'ipsApiFault',
    '30002',
    'uploadParams',
  ],
  [
    'an unknown jobHandle',
    [authPart(), paramsPart({ jobHandle: 'j|1||no job|4711' }), file],
    'ipsApiFault',
    '30001',
    'j|1||no job|4711',
  ],
  [
    'a jobHandle of no known shape',
    [authPart(), paramsPart({ jobHandle: 'job 7' }), file],
    'ipsApiFault',
    '30001',
    'job 7',
  ],
  [
    'malformed auth',
    [xml('auth', '<authHeader><user>a</authHeader>'), params()],
    'ipsApiFault',
    '30003',
    'auth: The XML is malformed: unexpected close tag.',
  ],
  ['an empty auth part', [xml('auth', ''), params()], 'ipsApiFault', '30003', 'auth: the part is empty'],
  [
    'malformed uploadParams',
    [authPart(), xml('uploadParams', '<uploadPostParam'), file],
    'ipsApiFault',
    '30003',
    'uploadParams: The XML is malformed',
  ],
  [
    'a DOCTYPE in auth',
    [xml('auth', doctype + authXml()), params()],
    'ipsApiFault',
    '30003',
    'document type declaration',
  ],
  [
    'a DOCTYPE in uploadParams',
    [authPart(), xml('uploadParams', doctype + uploadParamXml({ jobName: 'x' })), file],
    'ipsApiFault',
    '30003',
    'document type declaration',
  ],
  [
    'XML that is nested too deep',
    [authPart(), xml('uploadParams', `<uploadPostParam xmlns="${ipsNamespace}">${deep}</uploadPostParam>`)],
    'ipsApiFault',
    '30003',
    'deeper',
  ],
  [
    'an uploadParams part of more than 1 MB',
    [authPart(), xml('uploadParams', `${uploadParamXml({ jobName: 'x' })}${' '.repeat(1024 * 1024)}`), file],
    'ipsApiFault',
    '30003',
    'uploadParams',
  ],
  [
    'an auth part of more than 1 MB',
    [xml('auth', `${authXml()}${' '.repeat(1024 * 1024)}`), params()],
    'ipsApiFault',
    '30003',
    'auth',
  ],
  [
    'an auth document in a foreign namespace',
    [xml('auth', authXml().replace(base, 'http://example.com/xsd')), params(), file],
    'ipsApiFault',
    '30003',
    'http://example.com/xsd',
  ],
  [
    'an uploadParams document with another root',
    [authPart(), xml('uploadParams', `<uploadPost xmlns="${ipsNamespace}"/>`), file],
    'ipsApiFault',
    '30003',
    'uploadPost ',
  ],
  [
    'more parts than DARKROOM_MAX_PARTS',
    [authPart(), params(), ...Array.from({ length: 49 }, () => file)],
    'ipsApiFault',
    '30003',
    '50 parts',
  ],
  [
    'a file of more than DARKROOM_MAX_FILE_BYTES',
    [authPart(), params(), file, filePart('big.bin', Buffer.alloc(1001))],
    'ipsApiFault',
    '30003',
    'big.bin',
  ],
]

describe('a POST is refused, and leaves nothing,', () => {
  it.each(refused)('with %s', async (_, parts, name, code, reason) => {
    const before = await traces(darkroom)
    const reply = await postForm(url, parts)
    expect(reply.status).toBe(500)
    const fault = faultIn(reply.text)
    expect(fault).toMatchObject({ name, code })
    expect(fault.reason).toContain(reason)
    expect(await traces(darkroom)).toEqual(before)
  })

  it("with the handle of another company's job", async () => {
    const parts = [authPart(stranger), paramsPart({ companyHandle: 'c|2', jobName: 'theirs' })]
    const jobHandle = handleIn(await postForm(url, parts))
    const before = await traces(darkroom)
    const taken = await postForm(url, [authPart(), paramsPart({ jobHandle }), file])
    expect(faultIn(taken.text)).toMatchObject({ name: 'ipsApiFault', code: '30001' })
    expect(await traces(darkroom)).toEqual(before)
  })

  it('with the handle of a job that is no upload', async () => {
    await publish(url)
    const { body } = await soap(url, {
      operation: 'getJobLogs',
      param: '<companyHandle>c|1</companyHandle><numRows>1</numRows>',
    })
    const jobHandle = textOf(body, 'jobHandle') ?? ''
    expect(jobHandle).toMatch(/^j\|1\|/)
    const taken = await postForm(url, [authPart(), paramsPart({ jobHandle }), file])
    expect(faultIn(taken.text)).toMatchObject({ name: 'ipsApiFault', code: '30001' })
  })
})
