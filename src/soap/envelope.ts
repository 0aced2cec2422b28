import { defaultXmlLimits, parseLargeXml, type XmlElement, type XmlLimits } from './xml.ts'

/** Well-formed XML that is no SOAP message we can take. The message may be shown to the client. */
export class SoapError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SoapError'
  }
}

export type SoapVersion = '1.1' | '1.2'

export interface SoapEnvelope {
  /** By the namespace of the envelope; answer in the same. */
  readonly soapVersion: SoapVersion
  /** The elements inside Header; empty without one. `mustUnderstand` is not looked at. */
  readonly headers: readonly XmlElement[]
  /** The one element inside Body. */
  readonly body: XmlElement
}

/** The namespace of the envelope of each SOAP version. */
export const soapNamespaces: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
}

function versionOf(root: XmlElement): SoapVersion | undefined {
  if (root.name !== 'Envelope') return undefined
  if (root.namespace === soapNamespaces['1.1']) return '1.1'
  return root.namespace === soapNamespaces['1.2'] ? '1.2' : undefined
}

/** Reads a SOAP 1.1 or 1.2 message. Rejects with `XmlError` or `SoapError`. */
export async function parseEnvelope(
  bytes: Uint8Array,
  limits: XmlLimits = defaultXmlLimits,
): Promise<SoapEnvelope> {
  const root = await parseLargeXml(bytes, limits)
  const soapVersion = versionOf(root)
  if (soapVersion === undefined) {
    throw new SoapError('The root element is no Envelope in the namespace of SOAP 1.1 or SOAP 1.2.')
  }
  const part = (name: string) =>
    root.children.filter((child) => child.name === name && child.namespace === root.namespace)
  const bodies = part('Body').flatMap((element) => element.children)
  const [body] = bodies
  if (body === undefined || bodies.length > 1) {
    throw new SoapError(`The SOAP Body holds ${bodies.length} elements; expected exactly one.`)
  }
  return { soapVersion, headers: part('Header').flatMap((element) => element.children), body }
}

/** A whole message around a fragment, which may use the prefix `soapenv`. */
export function writeEnvelope(bodyFragment: string, soapVersion: SoapVersion): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<soapenv:Envelope xmlns:soapenv="${soapNamespaces[soapVersion]}"><soapenv:Header/>` +
    `<soapenv:Body>${bodyFragment}</soapenv:Body></soapenv:Envelope>`
  )
}
