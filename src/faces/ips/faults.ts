import { DarkroomError, type ErrorCode } from '../../core/errors.ts'
import { SoapError } from '../../soap/envelope.ts'
import { escapeText } from '../../soap/escape.ts'
import { DecodeError } from '../../soap/read.ts'
import { XmlError } from '../../soap/xml-error.ts'
import { namespaceBase } from './versions.ts'

/** The fault elements of the IPS API (faults.json of the facts); each is a global element of the unversioned namespace. */
export type FaultName = 'authenticationFault' | 'authorizationFault' | 'ipsApiFault'

export interface IpsFault {
  readonly name: FaultName
  readonly code: number
  /** For the client; holds no cause. */
  readonly reason: string
}

const faultOf: Readonly<Record<ErrorCode, readonly [FaultName, number]>> = {
  'no-credentials': ['authenticationFault', 10000],
  'invalid-credentials': ['authenticationFault', 10001],
  'invalid-user': ['authenticationFault', 10002],
  'wrong-company': ['authorizationFault', 20000],
  'no-permission': ['authorizationFault', 20003],
  'missing-parameter': ['ipsApiFault', 30002],
  'invalid-parameter': ['ipsApiFault', 30001],
  'not-found': ['ipsApiFault', 30001],
  'bad-file': ['ipsApiFault', 30001],
  'invalid-xml': ['ipsApiFault', 30003],
  'invalid-request': ['ipsApiFault', 30003],
  'too-large': ['ipsApiFault', 30003],
  'not-implemented': ['ipsApiFault', 30000],
  'storage-full': ['ipsApiFault', 30000],
  busy: ['ipsApiFault', 30000],
  conflict: ['ipsApiFault', 30000],
  internal: ['ipsApiFault', 30000],
}

/** Errors of the SOAP stack in the terms of the product; anything unknown becomes `internal`. */
export function asDarkroomError(thrown: unknown): DarkroomError {
  if (thrown instanceof DarkroomError) return thrown
  if (thrown instanceof DecodeError)
    return new DarkroomError(
      thrown.kind === 'missing' ? 'missing-parameter' : 'invalid-parameter',
      thrown.message,
      {
        field: thrown.path,
      },
    )
  if (thrown instanceof XmlError || thrown instanceof SoapError)
    return new DarkroomError('invalid-xml', thrown.message)
  return new DarkroomError('internal', 'The server could not complete the request.', { cause: thrown })
}

export function faultFor(error: DarkroomError): IpsFault {
  const [name, code] = faultOf[error.code]
  return { name, code, reason: error.message }
}

/** The fault's element in the shape of the documentation, with the prefix `tns`. */
export function writeFault(fault: IpsFault): string {
  return (
    `<tns:${fault.name} xmlns:tns="${namespaceBase}"><tns:code>${fault.code}</tns:code>` +
    `<tns:reason>${escapeText(fault.reason)}</tns:reason></tns:${fault.name}>`
  )
}
