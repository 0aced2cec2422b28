import { describe, expect, it } from 'vitest'
import { parseEnvelope, SoapError, soapNamespaces, writeEnvelope } from './envelope.ts'
import { writeFaultEnvelope } from './fault.ts'
import { parseXml, type XmlElement, XmlError } from './xml.ts'

const soap11 = soapNamespaces['1.1']
const soap12 = soapNamespaces['1.2']
const bytes = (text: string) => Buffer.from(text)

/** Names and texts of a tree; a namespace is told where it is not that of SOAP 1.1 or 1.2. */
function outline(element: XmlElement): unknown {
  const isSoap = element.namespace === soap11 || element.namespace === soap12
  const name = isSoap ? `soap:${element.name}` : `{${element.namespace}}${element.name}`
  return [name, element.children.length === 0 ? element.text : element.children.map(outline)]
}

describe('parseEnvelope', () => {
  it.each([
    ['1.1', soap11],
    ['1.2', soap12],
  ])('reads SOAP %s', async (soapVersion, namespace) => {
    const envelope = await parseEnvelope(
      bytes(
        `<s:Envelope xmlns:s="${namespace}"><s:Header><a xmlns="urn:h" s:mustUnderstand="1"/><b/></s:Header>` +
          '<s:Body><x:op xmlns:x="urn:x">1</x:op></s:Body></s:Envelope>',
      ),
    )
    expect(envelope.soapVersion).toBe(soapVersion)
    expect(envelope.headers.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(outline(envelope.body)).toEqual(['{urn:x}op', '1'])
  })

  it('reads a default namespace and no Header', async () => {
    const envelope = await parseEnvelope(
      bytes(`<Envelope xmlns="${soap11}"><Body><op xmlns="urn:x"/></Body></Envelope>`),
    )
    expect(envelope.headers).toEqual([])
    expect(envelope.body.namespace).toBe('urn:x')
  })

  it.each([
    ['no envelope', '<op/>', 'no Envelope'],
    ['another namespace', '<Envelope xmlns="urn:x"><Body><op/></Body></Envelope>', 'no Envelope'],
    ['no body', `<Envelope xmlns="${soap11}"/>`, '0 elements'],
    ['an empty body', `<Envelope xmlns="${soap11}"><Body/></Envelope>`, '0 elements'],
    ['two elements', `<Envelope xmlns="${soap11}"><Body><a/><b/></Body></Envelope>`, '2 elements'],
  ])('refuses %s', async (_name, text, reason) => {
    await expect(parseEnvelope(bytes(text))).rejects.toThrow(SoapError)
    await expect(parseEnvelope(bytes(text))).rejects.toThrow(reason)
  })

  it('passes on what is wrong with the XML', async () => {
    await expect(parseEnvelope(bytes('<Envelope>'))).rejects.toThrow(XmlError)
  })
})

describe('writeEnvelope', () => {
  it('writes declaration, empty header and body', async () => {
    const xml = writeEnvelope('<op xmlns="urn:x"/>', '1.1')
    expect(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>')).toBe(true)
    expect(xml).toContain('<soapenv:Header/><soapenv:Body><op xmlns="urn:x"/></soapenv:Body>')
    expect((await parseEnvelope(bytes(xml))).body.namespace).toBe('urn:x')
    expect((await parseEnvelope(bytes(writeEnvelope('<op/>', '1.2')))).soapVersion).toBe('1.2')
  })
})

describe('writeFaultEnvelope', () => {
  const detail = '<f xmlns="urn:f"><code>1</code></f>'
  const detailOutline = ['{urn:f}f', [['{urn:f}code', '1']]]

  it('writes a SOAP 1.1 fault with unqualified parts', async () => {
    const xml = writeFaultEnvelope({ side: 'client', reason: 'a < b', detail }, '1.1')
    expect(outline((await parseEnvelope(bytes(xml))).body)).toEqual([
      'soap:Fault',
      [
        ['{}faultcode', 'soapenv:Client'],
        ['{}faultstring', 'a < b'],
        ['{}detail', [detailOutline]],
      ],
    ])
  })

  it('writes a SOAP 1.2 fault', async () => {
    const xml = writeFaultEnvelope({ side: 'server', reason: 'down', detail }, '1.2')
    expect(outline((await parseEnvelope(bytes(xml))).body)).toEqual([
      'soap:Fault',
      [
        ['soap:Code', [['soap:Value', 'soapenv:Receiver']]],
        ['soap:Reason', [['soap:Text', 'down']]],
        ['soap:Detail', [detailOutline]],
      ],
    ])
  })

  it('leaves out an absent detail, and names the other side', () => {
    const server11 = writeFaultEnvelope({ side: 'server', reason: 'x' }, '1.1')
    expect(server11).toContain('soapenv:Server')
    expect(server11).not.toContain('detail')
    expect(parseXml(bytes(server11)).namespace).toBe(soap11)
    const client12 = writeFaultEnvelope({ side: 'client', reason: 'x' }, '1.2')
    expect(client12).toContain('soapenv:Sender')
    expect(client12).not.toContain('Detail')
  })
})
