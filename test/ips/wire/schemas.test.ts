import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { describe, expect, it } from 'vitest'
import { operations } from '../../../src/faces/ips/operations/index.ts'
import { versions } from '../../../src/faces/ips/versions.ts'
import { ipsWsdl } from '../../../src/faces/ips/wsdl.ts'
import { validateReply } from '../../support/validate.ts'

describe.each([...versions, '2021-04-26-beta'])('the WSDL of version "%s"', (version) => {
  it('has schemas that are valid', () => {
    const wsdl = ipsWsdl(version, operations, 'http://localhost/')
    const schemas = wsdl.match(/<xs:schema[\s\S]*?<\/xs:schema>/g) ?? []
    expect(schemas.length).toBe(version === '' ? 1 : 2)
    for (const schema of schemas) {
      const document = XmlDocument.fromString(schema)
      XsdValidator.fromDoc(document).dispose()
      document.dispose()
    }
  })
})

describe('the check that every reply of this suite goes through', () => {
  const reply = (namespace: string, content: string) =>
    `<soapenv:Body><getJobLogsReturn xmlns="http://www.scene7.com/IpsApi/xsd${namespace}">${content}</getJobLogsReturn></soapenv:Body>`
  const log = (more: string) =>
    `<jobLogArray><items><companyHandle>c|1</companyHandle>${more}</items></jobLogArray>`

  it('lets a valid one pass', () => {
    expect(() => validateReply(reply('/2014-04-03', '<jobLogArray/>'))).not.toThrow()
    expect(() => validateReply(reply('/2011-11-04-beta', '<jobLogArray/>'))).not.toThrow()
  })

  it.each([
    ['an unknown element', reply('/2014-04-03', '<jobLogs/>'), /jobLogs/],
    ['a missing element', reply('/2014-04-03', ''), /Missing child/],
    [
      'elements out of order',
      reply('/2014-04-03', log('<endDate/><jobHandle>j</jobHandle>')),
      /not expected/,
    ],
    [
      'a value of another type',
      reply(
        '/2014-04-03',
        log('').replace('<companyHandle>c|1</companyHandle>', '<companyHandle><a/></companyHandle>'),
      ),
      /companyHandle/,
    ],
    [
      'an unknown reply',
      reply('/2014-04-03', '').replaceAll('getJobLogs', 'getNothing'),
      /No matching global/,
    ],
    ['a namespace of others', reply('/today', '<jobLogArray/>'), /not of the API/],
    [
      'a fault without its reason',
      '<detail><tns:ipsApiFault xmlns:tns="http://www.scene7.com/IpsApi/xsd"><tns:code>1</tns:code></tns:ipsApiFault></detail>',
      /Missing child/,
    ],
  ])('finds %s', (_what, text, reason) => {
    expect(() => validateReply(text)).toThrow(reason)
  })
})
