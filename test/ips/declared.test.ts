import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, setMembership } from '../../src/core/accounts/user.ts'
import { operations } from '../../src/faces/ips/operations/index.ts'
import { versions } from '../../src/faces/ips/versions.ts'
import { ipsWsdl } from '../../src/faces/ips/wsdl.ts'
import { isInVersion, type NamedField, resolveType, type SequenceType } from '../../src/soap/schema.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type SoapCall, soap, textOf } from '../support/soap.ts'

/** The newest known, whose WSDL is not served. */
const newest = '2021-04-26-beta'
const everyVersion = [...versions, newest]
const declared = operations.filter((operation) => !operation.carriedOut)

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp({ worker: false })
  const { db } = darkroom.app
  const viewer = await createUser(db, { email: 'viewer@demo', password: 'viewer horse' })
  await setMembership(db, 1, viewer.id, 'ImagePortalUser')
})
afterAll(async () => await darkroom.close())

async function call(more: SoapCall) {
  const { status, body } = await soap(darkroom.url, more)
  return { status, code: Number(textOf(body, 'code')), reason: textOf(body, 'reason') ?? '' }
}

/** The least that a request must have in a version, as XML. */
function leastOf(type: SequenceType, version: string): string {
  return type.fields
    .filter((field) => field.occurrence !== 'optional' || field.name === 'companyHandle')
    .filter((field) => isInVersion(field.options, version))
    .map((field) => `<${field.name}>${contentOf(field, version)}</${field.name}>`)
    .join('')
}

function contentOf({ name, type, options }: NamedField, version: string): string {
  const resolved = resolveType(type)
  if (resolved.kind === 'sequence') return leastOf(resolved, version)
  if (name === 'companyHandle') return 'c|1'
  if (options.oneOf !== undefined) return String(options.oneOf[0])
  const samples: Readonly<Record<string, string>> = {
    string: 'x',
    boolean: 'true',
    dateTime: '2020-02-29T12:00:00Z',
    base64Binary: 'AAAA',
  }
  return samples[resolved.name] ?? String(options.min ?? 1)
}

describe('the list of operations', () => {
  it('has every one that clients of the API know, and is sorted', () => {
    const names = operations.map(({ name }) => name)
    expect(names).toEqual(names.toSorted())
    expect(names).toEqual(expect.arrayContaining(['addCompany', 'searchAssets', 'emptyAssetsFromTrash']))
    expect(names).not.toContain('uploadPost')
    expect(names.length).toBe(186)
  })

  it.each(everyVersion)('makes a WSDL of version "%s"', (version) => {
    const wsdl = ipsWsdl(version, operations, 'http://localhost/')
    for (const { name, since, until } of operations)
      expect([name, wsdl.includes(`soapAction="${name}"`)]).toEqual([
        name,
        isInVersion({ since, until }, version),
      ])
  })
})

describe('an operation that is only declared', () => {
  it.each([
    ['', 'before 4.0'],
    [`/${newest}`, 'of the newest schema'],
  ])('is answered with 30000 and its name, in the namespace "%s"', async (date) => {
    const namespace = `http://www.scene7.com/IpsApi/xsd${date}`
    expect(declared.length).toBeGreaterThan(0)
    for (const { name, request } of declared) {
      const param = leastOf(request, date.slice(1))
      const { status, code, reason } = await call({ operation: name, namespace, param })
      expect([name, status, code, reason]).toEqual([
        name,
        500,
        30000,
        `The operation ${name} is not carried out by this server yet.`,
      ])
    }
  })

  it.each([
    ['a missing field', 30002, 'createFolder', '<companyHandle>c|1</companyHandle>', 'folderPath'],
    [
      'an unknown constant',
      30001,
      'setAssetPublishState',
      '<companyHandle>c|1</companyHandle><assetHandle>a|1</assetHandle><publishState>Soon</publishState>',
      'publishState',
    ],
    [
      'bytes that are not Base64',
      30001,
      'updateXMPPacket',
      '<companyHandle>c|1</companyHandle><assetHandle>a|1</assetHandle><compressedPacket>?</compressedPacket>',
      'compressedPacket',
    ],
  ])('is decoded first: %s is %i', async (_what, expected, operation, param, field) => {
    const { code, reason } = await call({ operation, param })
    expect([code, reason]).toEqual([expected, expect.stringContaining(field)])
  })

  const viewer = { user: 'viewer@demo', password: 'viewer horse' }
  const folder = '<companyHandle>c|1</companyHandle><folderPath>Demo/new/</folderPath>'
  it.each<[string, number, SoapCall]>([
    ['a wrong password', 10001, { operation: 'createFolder', param: folder, password: 'wrong' }],
    [
      'a company of others',
      20000,
      { operation: 'createFolder', param: folder.replace('c|1', 'c|77'), ...viewer },
    ],
    ['a role that may not', 20003, { operation: 'createFolder', param: folder, ...viewer }],
    [
      'a role that may not anywhere',
      20003,
      { operation: 'getAllUsers', param: '<includeInvalid>false</includeInvalid>', ...viewer },
    ],
    ['a role that may', 30000, { operation: 'generatePassword', param: '', ...viewer }],
  ])('is authorised first: %s is %i', async (_who, expected, one) => {
    expect((await call(one)).code).toBe(expected)
  })
})

describe('a company that does not exist', () => {
  const aboutCompanies = operations.filter(({ request }) =>
    request.fields.some(({ name, options }) => name === 'companyHandle' && isInVersion(options, newest)),
  )
  it.each(['c|999', 'c|0'])('is 20000 to administrators too, in every operation: %s', async (handle) => {
    expect(aboutCompanies.length).toBeGreaterThan(100)
    const namespace = `http://www.scene7.com/IpsApi/xsd/${newest}`
    for (const { name, request, knowsAllCompanies = false } of aboutCompanies) {
      if (knowsAllCompanies && handle === 'c|0') continue
      const param = leastOf(request, newest).replace('c|1', handle)
      expect([name, (await call({ operation: name, namespace, param })).code]).toEqual([name, 20000])
    }
  })
})

it('is not what a name that nobody knows is answered with', async () => {
  const { code, reason } = await call({ operation: 'inventOperation', param: '' })
  expect([code, reason]).toEqual([
    30003,
    'The element in the Body is inventOperationParam; expected the Param element of an operation in the WSDL of its version.',
  ])
})
