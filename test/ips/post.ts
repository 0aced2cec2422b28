import { parseEnvelope, type SoapVersion, soapNamespaces } from '../../src/soap/envelope.ts'
import type { XmlElement } from '../../src/soap/xml.ts'
import { adminPassword, adminUser } from '../support/app.ts'
import { validateReply } from '../support/validate.ts'

export const unversioned = 'http://www.scene7.com/IpsApi/xsd'

export interface PostReply {
  readonly status: number
  readonly contentType: string | null
  readonly headers: Headers
  readonly soapVersion: SoapVersion
  readonly text: string
  /** The element inside the Body. */
  readonly body: XmlElement
}

/** The `authHeader` of the administrator; `more` is XML after user and password. */
export function authHeader(more = '', user = adminUser, password = adminPassword): string {
  return `<authHeader xmlns="${unversioned}"><user>${user}</user><password>${password}</password>${more}</authHeader>`
}

/** A message; `header` and `body` are XML fragments. */
export function envelope(body: string, header = authHeader(), soapVersion: SoapVersion = '1.1'): string {
  return (
    `<e:Envelope xmlns:e="${soapNamespaces[soapVersion]}">` +
    `<e:Header>${header}</e:Header><e:Body>${body}</e:Body></e:Envelope>`
  )
}

/** POSTs bytes to the web service as they are, with the content type of SOAP 1.1 unless `headers` name another. */
export async function post(
  url: string,
  message: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<PostReply> {
  const response = await fetch(`${url}/scene7/services/IpsApiService`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', ...headers },
    body: message,
  })
  const text = await response.text()
  validateReply(text)
  const { soapVersion, body } = await parseEnvelope(Buffer.from(text))
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    headers: response.headers,
    soapVersion,
    text,
    body,
  }
}
