import { describe, expect, it } from 'vitest'
import { int, many, optional, required, type SequenceType, sequence, string } from './schema.ts'
import { writeWsdl } from './wsdl.ts'
import { parseXml, type XmlElement } from './xml.ts'
import { SchemaError, writeXsd } from './xsd.ts'

const Leaf = sequence('Leaf', { name: required(string), size: optional(int, { since: '2010-01-31' }) })
const LeafArray = sequence('LeafArray', { items: many(Leaf, { minItems: 1, maxItems: 9 }) })
const Young = sequence('Young', { items: many(string) })
const GetLeaves = sequence('GetLeavesParam', {
  filter: optional(sequence('', { prefix: optional(string) })),
  young: optional(() => Young, { since: '2010-01-31' }),
})
const Leaves = sequence('GetLeavesReturn', { leafArray: required(() => LeafArray) })
const Fault = sequence('', { code: required(int) })

const operations = [
  { name: 'getLeaves', request: GetLeaves, response: Leaves },
  { name: 'youngOne', request: sequence('', {}), response: sequence('', {}), since: '2010-01-31' },
  { name: 'oldOne', request: sequence('', {}), response: sequence('', {}), until: '2010-01-31' },
]

function wsdl(version: string, namespace = 'urn:v'): XmlElement {
  const xml = writeWsdl({
    version,
    namespace,
    serviceName: 'Trees',
    address: 'http://localhost/a?b&c',
    operations,
    headers: [{ name: 'authHeader', namespace: 'urn:base', type: Fault }],
    faults: [{ name: 'treeFault', namespace: 'urn:base', type: Fault }],
  })
  return parseXml(Buffer.from(xml))
}

function all(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)])
}

const attribute = (element: XmlElement | undefined, name: string) =>
  element?.attributes.find((candidate) => candidate.name === name)?.value

const names = (elements: readonly XmlElement[]) => elements.map((element) => attribute(element, 'name'))
const named = (elements: readonly XmlElement[], name: string) =>
  elements.find((element) => attribute(element, 'name') === name)

describe('writeWsdl', () => {
  it('lists the operations of the version', () => {
    const portOperations = (version: string) => names(all(wsdl(version), 'portType')[0]?.children ?? [])
    expect(portOperations('')).toEqual(['getLeaves', 'oldOne'])
    expect(portOperations('2010-01-31')).toEqual(['getLeaves', 'youngOne'])
  })

  it('binds each operation with action, header and fault', () => {
    const binding = all(wsdl(''), 'binding').find(({ namespace }) => namespace.endsWith('/wsdl/'))
    const getLeaves = binding?.children.find((child) => attribute(child, 'name') === 'getLeaves')
    expect(getLeaves?.children.map(({ name }) => name)).toEqual(['operation', 'input', 'output', 'fault'])
    expect(attribute(getLeaves?.children[0], 'soapAction')).toBe('getLeaves')
    expect(attribute(getLeaves?.children[1]?.children[0], 'message')).toBe('tns:authHeaderMessage')
    expect(attribute(getLeaves?.children[3], 'name')).toBe('treeFault')
  })

  it('points messages at the global elements', () => {
    const parts = all(wsdl(''), 'part').map((part) => attribute(part, 'element'))
    expect(parts).toEqual([
      'tns:getLeavesParam',
      'tns:getLeavesReturn',
      'tns:oldOneParam',
      'tns:oldOneReturn',
      'ns1:authHeader',
      'ns1:treeFault',
    ])
  })

  it('has fault messages that no element shares its name with, also when all is in one namespace', () => {
    const definitions = wsdl('', 'urn:base')
    const elements = names(all(definitions, 'schema')[0]?.children ?? [])
    const portType = all(definitions, 'portType')[0]?.children ?? []
    const faults = portType.flatMap((operation) => all(operation, 'fault'))
    expect(faults.map((fault) => attribute(fault, 'message'))).toEqual([
      'tns:treeFaultMessage',
      'tns:treeFaultMessage',
    ])
    expect(names(all(definitions, 'message'))).toContain('treeFaultMessage')
    expect(elements).not.toContain('treeFaultMessage')
  })

  it('puts other namespaces into schemas of their own', () => {
    const [main, other, third] = all(wsdl(''), 'schema')
    expect(attribute(main, 'targetNamespace')).toBe('urn:v')
    expect(attribute(main, 'elementFormDefault')).toBe('qualified')
    expect(attribute(main?.children[0], 'namespace')).toBe('urn:base')
    expect(attribute(other, 'targetNamespace')).toBe('urn:base')
    expect(names(other?.children ?? [])).toEqual(['authHeader', 'treeFault'])
    expect(third).toBeUndefined()
  })

  it('has one schema when all is in one namespace', () => {
    const schemas = all(wsdl('', 'urn:base'), 'schema')
    expect(schemas).toHaveLength(1)
    expect(names(schemas[0]?.children ?? [])).toContain('authHeader')
  })

  it('writes the address', () => {
    expect(attribute(all(wsdl(''), 'address')[0], 'location')).toBe('http://localhost/a?b&c')
  })
})

describe('writeXsd', () => {
  const schema = (version: string) =>
    parseXml(
      Buffer.from(
        writeXsd({
          targetNamespace: 'urn:v',
          version,
          elements: [
            { name: 'getLeavesParam', type: GetLeaves },
            { name: 'getLeavesReturn', type: Leaves },
          ],
        }),
      ),
    )

  it('has the types that the version reaches, by name', () => {
    expect(names(schema('').children)).toEqual(['getLeavesParam', 'getLeavesReturn', 'Leaf', 'LeafArray'])
    expect(names(schema('2010-01-31').children)).toContain('Young')
  })

  it('tells type and occurrence of each field', () => {
    const fields = (typeName: string) =>
      all(named(schema('2010-01-31').children, typeName) ?? schema(''), 'element').map((element) =>
        element.attributes.map(({ value }) => value),
      )
    expect(fields('Leaf')).toEqual([
      ['name', 'xs:string'],
      ['size', 'xs:int', '0'],
    ])
    expect(fields('LeafArray')).toEqual([['items', 'tns:Leaf', '1', '9']])
    expect(fields('Young')).toEqual([['items', 'xs:string', '0', 'unbounded']])
    expect(fields('getLeavesParam')).toEqual([
      ['filter', '0'],
      ['prefix', 'xs:string', '0'],
      ['young', 'tns:Young', '0'],
    ])
  })

  it('sorts types however they are reached', () => {
    const typesOf = (elements: readonly { name: string; type: SequenceType }[]) => {
      const xml = writeXsd({ targetNamespace: 'urn:v', version: '2010-01-31', elements })
      return names(parseXml(Buffer.from(xml)).children.filter(({ name }) => name === 'complexType'))
    }
    const first = { name: 'a', type: Leaves }
    const second = { name: 'b', type: GetLeaves }
    expect(typesOf([first, second])).toEqual(['Leaf', 'LeafArray', 'Young'])
    expect(typesOf([second, first])).toEqual(['Leaf', 'LeafArray', 'Young'])
  })

  it('refuses two types with one name', () => {
    const OtherLeaf = sequence('Leaf', { name: required(string) })
    const Both = sequence('', { one: required(Leaf), other: required(OtherLeaf) })
    const write = () =>
      writeXsd({ targetNamespace: 'urn:v', version: '', elements: [{ name: 'b', type: Both }] })
    expect(write).toThrow(SchemaError)
    expect(write).toThrow('two different types named Leaf')
  })
})
