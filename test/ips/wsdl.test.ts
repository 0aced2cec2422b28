import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operations } from '../../src/faces/ips/operations/index.ts'
import { isInVersion } from '../../src/soap/schema.ts'
import { parseXml, type XmlElement } from '../../src/soap/xml.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { elements } from '../support/soap.ts'
import { unversioned } from './post.ts'

const publicUrl = 'https://images.shop.example/dam'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp({ worker: false, env: { DARKROOM_PUBLIC_URL: `${publicUrl}/` } })
})
afterAll(async () => await darkroom.close())

async function wsdl(path: string): Promise<XmlElement> {
  const response = await fetch(`${darkroom.url}${path}`)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/xml;charset=utf-8'])
  return parseXml(Buffer.from(await response.arrayBuffer()))
}

function attribute(element: XmlElement, wanted: string): string {
  return element.attributes.find(({ name }) => name === wanted)?.value ?? ''
}

function address(definitions: XmlElement): string[] {
  return elements(definitions, 'address').map((element) => attribute(element, 'location'))
}

describe.each([
  '',
  '2008-01-15',
  '2008-09-10',
  '2009-07-31',
  '2010-01-31',
  '2012-02-14',
  '2013-02-15',
  '2014-04-03',
])('the WSDL of version "%s"', (version) => {
  const file = version === '' ? 'IpsApi.wsdl' : `IpsApi-${version}.wsdl`
  const namespace = version === '' ? unversioned : `${unversioned}/${version}`
  const inVersion = operations.filter((operation) => isInVersion(operation, version)).map(({ name }) => name)

  it('lies where the documentation says, and where clients look for it', async () => {
    const documented = await wsdl(`/scene7/webservice/${file}`)
    expect(documented.name).toBe('definitions')
    expect(attribute(documented, 'targetNamespace')).toBe(namespace)
    expect(await wsdl(`/scene7/${file}`)).toEqual(documented)
  })

  it('has the operations of the version, and no others', async () => {
    const definitions = await wsdl(`/scene7/webservice/${file}`)
    expect(inVersion.includes('getAssetsByName')).toBe(version >= '2010-01-31')
    const operationsIn = (part: string) =>
      definitions.children
        .filter(({ name }) => name === part)
        .flatMap(({ children }) => children.filter(({ name }) => name === 'operation'))
    expect(operationsIn('portType').map((one) => attribute(one, 'name'))).toEqual(inVersion)
    expect(operationsIn('binding').map((one) => attribute(one, 'name'))).toEqual(inVersion)
    const actions = operationsIn('binding').flatMap((one) => elements(one, 'operation'))
    expect(actions.map((one) => attribute(one, 'soapAction'))).toEqual(inVersion)
  })

  it('defines each element and type that it speaks of', async () => {
    const definitions = await wsdl(`/scene7/webservice/${file}`)
    const schemas = elements(definitions, 'schema')
    const defined = new Set(
      schemas.flatMap((schema) =>
        schema.children.map((child) => `${child.name} ${attribute(child, 'name')}`),
      ),
    )
    const named = (reference: string) => reference.slice(reference.indexOf(':') + 1)
    const parts = elements(definitions, 'part').map((part) => `element ${named(attribute(part, 'element'))}`)
    const types = elements(definitions, 'element')
      .map((element) => attribute(element, 'type'))
      .filter((type) => type !== '' && !/^xsd?:/.test(type))
      .map((type) => `complexType ${named(type)}`)
    expect(types.length).toBeGreaterThan(10)
    expect([...parts, ...types].filter((reference) => !defined.has(reference))).toEqual([])
    expect(parts).toEqual(
      expect.arrayContaining(inVersion.flatMap((name) => [`element ${name}Param`, `element ${name}Return`])),
    )
    expect(schemas.map((schema) => attribute(schema, 'elementFormDefault'))).toEqual(
      schemas.map(() => 'qualified'),
    )
  })
})

describe('the address of the service', () => {
  it('is below DARKROOM_PUBLIC_URL', async () => {
    expect(address(await wsdl('/scene7/webservice/IpsApi-2014-04-03.wsdl'))).toEqual([
      `${publicUrl}/scene7/services/IpsApiService`,
    ])
  })

  it('is what serviceUrl says', async () => {
    const asked = 'https://proxy.example/ips?a=1&b=%22<'
    const path = `/scene7/webservice/IpsApi.wsdl?serviceUrl=${encodeURIComponent(asked)}`
    expect(address(await wsdl(path))).toEqual([asked])
  })

  it.each(['javascript:alert(1)', 'file:///etc/passwd', ''])(
    'is not taken from serviceUrl=%s',
    async (asked) => {
      const path = `/scene7/webservice/IpsApi.wsdl?serviceUrl=${encodeURIComponent(asked)}`
      expect(address(await wsdl(path))).toEqual([`${publicUrl}/scene7/services/IpsApiService`])
    },
  )
})

it('answers ?wsdl at the service with the newest version', async () => {
  expect(await wsdl('/scene7/services/IpsApiService?wsdl')).toEqual(
    await wsdl('/scene7/webservice/IpsApi-2014-04-03.wsdl'),
  )
})

it('has nothing for a version that never was', async () => {
  expect((await fetch(`${darkroom.url}/scene7/webservice/IpsApi-1999-01-01.wsdl`)).status).toBe(404)
})
