import type { Credentials } from '../../core/accounts/sign-in.ts'
import { readElement } from '../../soap/read.ts'
import type { XmlElement } from '../../soap/xml.ts'
import { AuthHeader } from './types/auth-header.ts'
import { latestVersion, versionOfNamespace } from './versions.ts'

/** What a request says of its sender. */
export interface RequestAuth {
  readonly credentials: Credentials | undefined
  /** language[-COUNTRY] that the client asked for; undefined when it did not. */
  readonly locale: string | undefined
  /** Program and version, for logs; empty when the client did not say. */
  readonly client: string
  /** HTTP status of faults. */
  readonly faultStatus: number
  /** Undefined: Accept-Encoding decides. */
  readonly gzipResponse: boolean | undefined
}

/** The documented HTTP status of a fault when authHeader/faultHttpStatusCode does not name another. */
export const defaultFaultStatus = 500
const legacyNamespace = 'http://www.scene7.com/IpsApi'

export const noAuth: RequestAuth = {
  credentials: undefined,
  locale: undefined,
  client: '',
  faultStatus: defaultFaultStatus,
  gzipResponse: undefined,
}

/** Reads an `authHeader` element in any namespace of the IPS API. Throws `DecodeError`. */
export function readAuthHeader(element: XmlElement): RequestAuth {
  const header = readElement(element, AuthHeader, latestVersion)
  const { user, password = '', faultHttpStatusCode: status } = header
  return {
    credentials: user === undefined || user === '' ? undefined : { user, password },
    locale: header.locale === '' ? undefined : header.locale,
    client: [header.appName, header.appVersion].filter((text) => text !== undefined && text !== '').join(' '),
    faultStatus: status !== undefined && status >= 200 && status <= 599 ? status : defaultFaultStatus,
    gzipResponse: header.gzipResponse,
  }
}

/**
 * The sender of a SOAP request: `authHeader`, else the pair AuthUser and AuthPassword of old clients, else HTTP Basic
 * (RFC 7617).
 */
export function readRequestAuth(
  headers: readonly XmlElement[],
  authorization: string | undefined,
): RequestAuth {
  const element = headers.find(
    (header) => header.name === 'authHeader' && versionOfNamespace(header.namespace) !== undefined,
  )
  const auth = element ? readAuthHeader(element) : noAuth
  if (auth.credentials) return auth
  const legacy = (name: string) =>
    headers.find((header) => header.name === name && header.namespace === legacyNamespace)?.text
  const user = legacy('AuthUser')
  if (user !== undefined) return { ...auth, credentials: { user, password: legacy('AuthPassword') ?? '' } }
  return { ...auth, credentials: basicCredentials(authorization) }
}

export function basicCredentials(authorization: string | undefined): Credentials | undefined {
  const encoded = /^basic +([a-z0-9+/=]+) *$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
