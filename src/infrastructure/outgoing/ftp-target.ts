import { DarkroomError } from '../../core/errors.ts'
import { type NestedMessage, say } from '../../core/messages/messages.ts'
import { shownUrl } from '../../core/shown-url.ts'
import { credentials, withoutCredentials } from './target.ts'

/** Schemes of FTP, as `URL.protocol` writes them. */
export const ftpSchemes: readonly string[] = ['ftp:', 'ftps:']

/** A file of an FTP server. No value holds a control character, which would end the command that carries it. */
export interface FtpTarget {
  /** Without user, password and fragment. */
  readonly url: URL
  readonly port: number
  /** TLS from the first byte on (ftps); else nothing is encrypted. */
  readonly secure: boolean
  readonly user: string
  readonly password: string
  /** As FTP commands take it: from the folder in which a login begins, or from the root when the URL's path begins with `//` or `/%2F`. */
  readonly path: string
  /** The URL for messages. */
  readonly shown: string
}

/**
 * Reads where an ftp or ftps URL leads (RFC 1738, section 3.2, without `;type=`). Throws `invalid-parameter`, never with user
 * or password.
 */
export function ftpTarget(url: URL): FtpTarget {
  const shown = shownUrl(url)
  const secure = url.protocol === 'ftps:'
  const { user, password } = credentials(url) ?? { user: 'anonymous', password: 'anonymous@' }
  const path = decodedPath(url, shown)
  if (/\p{Cc}/u.test(user + password)) throw invalid(say('urlCredentialsControl', { host: url.host }))
  if (/\p{Cc}/u.test(path)) throw invalid(say('urlPathControl', { url: shown }))
  if (path === '' || path.endsWith('/')) throw invalid(say('urlNoFile', { url: shown }))
  if (url.search !== '') throw invalid(say('urlQuery', { url: shown }))
  const port = url.port === '' ? (secure ? 990 : 21) : Number(url.port)
  return { url: withoutCredentials(url), port, secure, user, password, path, shown }
}

function decodedPath(url: URL, shown: string): string {
  try {
    return decodeURIComponent(url.pathname.slice(1))
  } catch {
    throw invalid(say('urlPathEncoding', { url: shown }))
  }
}

function invalid(message: NestedMessage): DarkroomError {
  return new DarkroomError('invalid-parameter', message)
}
