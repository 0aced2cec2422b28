import { expect, it } from 'vitest'
import { checkSoapAction } from './soap-action.ts'

it.each([
  {},
  { soapaction: '' },
  { soapaction: '""' },
  { soapaction: 'stopJob' },
  { soapaction: '"stopJob"' },
  { soapaction: ' "stopJob" ' },
  { soapaction: 'http://www.scene7.com/IpsApi/submitJob' },
  { 'content-type': 'application/soap+xml; charset=utf-8' },
  { 'content-type': 'application/soap+xml; action="stopJob"; charset=utf-8' },
  { 'content-type': 'application/soap+xml;action=stopJob' },
])('is taken with stopJob: %j', (headers) => {
  expect(() => checkSoapAction(headers, 'stopJob')).not.toThrow()
})

it.each([
  { soapaction: 'submitJob' },
  { soapaction: '"submitJob"' },
  { soapaction: 'stopjob' },
  { 'content-type': 'application/soap+xml; charset=utf-8; action="submitJob"' },
])('is refused with stopJob: %j', (headers) => {
  expect(() => checkSoapAction(headers, 'stopJob')).toThrow(
    expect.objectContaining({
      code: 'invalid-request',
      message: expect.stringMatching(/^SOAPAction is ".*", but the Body holds the parameters of stopJob\.$/),
    }),
  )
})
