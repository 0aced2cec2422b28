import { type SoapVersion, writeEnvelope } from './envelope.ts'
import { escapeText } from './escape.ts'

export interface SoapFault {
  /** Whose fault it is: the client should change the request, or may try again later. */
  readonly side: 'client' | 'server'
  /** For people; plain text. */
  readonly reason: string
  /** XML fragment inside the detail element; without it there is no detail element. */
  readonly detail?: string
}

/** A whole message with a fault. The parts of a SOAP 1.1 fault are in no namespace, as its section 4.4 has it. */
export function writeFaultEnvelope(fault: SoapFault, soapVersion: SoapVersion): string {
  return writeEnvelope(soapVersion === '1.1' ? fault11(fault) : fault12(fault), soapVersion)
}

function fault11({ side, reason, detail }: SoapFault): string {
  const code = side === 'client' ? 'soapenv:Client' : 'soapenv:Server'
  return (
    `<soapenv:Fault><faultcode>${code}</faultcode><faultstring>${escapeText(reason)}</faultstring>` +
    `${detail === undefined ? '' : `<detail>${detail}</detail>`}</soapenv:Fault>`
  )
}

function fault12({ side, reason, detail }: SoapFault): string {
  const code = side === 'client' ? 'soapenv:Sender' : 'soapenv:Receiver'
  return (
    `<soapenv:Fault><soapenv:Code><soapenv:Value>${code}</soapenv:Value></soapenv:Code>` +
    `<soapenv:Reason><soapenv:Text xml:lang="en">${escapeText(reason)}</soapenv:Text></soapenv:Reason>` +
    `${detail === undefined ? '' : `<soapenv:Detail>${detail}</soapenv:Detail>`}</soapenv:Fault>`
  )
}
