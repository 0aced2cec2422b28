import { DarkroomError } from '../../core/errors.ts'
import { type NestedMessage, type Said, say } from '../../core/messages/messages.ts'
import { shownUrl } from '../../core/shown-url.ts'

/** Longest URL that is sent; servers commonly take 8,000 characters. */
const maxUrlLength = 8192

/** Where a request goes. */
export interface Target {
  /** Without user, password and fragment. */
  readonly url: URL
  /** The value of the header; undefined: the request is anonymous. */
  readonly authorization: string | undefined
  /** The URL for messages. */
  readonly shown: string
}

/** Schemes of the web, as `URL.protocol` writes them. */
export const webSchemes: readonly string[] = ['http:', 'https:']

/** Reads an absolute URL, or one that is relative to `base`. Throws `invalid-parameter`, never with the text itself, which may hold a password. */
export function parseUrl(text: string, schemes: readonly string[], base?: URL): URL {
  const url = text.length > maxUrlLength ? null : URL.parse(text.trim(), base?.href)
  if (url !== null && url.host !== '' && schemes.includes(url.protocol)) return url
  const expected = schemes
    .map((name): Said => `${name}//`)
    .reduce((first, second) => say('either', { first, second }))
  const allowed = { expected, max: maxUrlLength }
  if (text.length > maxUrlLength) throw invalid(say('urlTooLong', { length: text.length, ...allowed }))
  throw invalid(url?.host ? say('urlScheme', { scheme: url.protocol, ...allowed }) : say('urlNone', allowed))
}

/** Where a URL of the web leads. Throws as `parseUrl` does. */
export function parseTarget(text: string, base?: URL): Target {
  const url = parseUrl(text, webSchemes, base)
  const pair = credentials(url)
  const authorization = pair && `Basic ${Buffer.from(`${pair.user}:${pair.password}`).toString('base64')}`
  return { url: withoutCredentials(url), authorization, shown: shownUrl(url) }
}

/**
 * Where a redirect leads. The authorisation stays with its origin (scheme, host and port), and is gone for good once
 * another one was visited.
 */
export function redirectTarget(from: Target, location: string): Target {
  const target = parseTarget(location, from.url)
  if (target.authorization !== undefined || target.url.origin !== from.url.origin) return target
  return { ...target, authorization: from.authorization }
}

/** User and password of a URL, decoded; undefined: it has none. Throws `invalid-parameter` for what can not be decoded. */
export function credentials(url: URL): { readonly user: string; readonly password: string } | undefined {
  if (url.username === '' && url.password === '') return undefined
  try {
    return { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
  } catch {
    throw invalid(say('urlCredentialsEncoding', { host: url.host }))
  }
}

/** A URL as it may be passed on: without user, password and fragment. */
export function withoutCredentials(url: URL): URL {
  const plain = new URL(url)
  plain.username = ''
  plain.password = ''
  plain.hash = ''
  return plain
}

function invalid(message: NestedMessage): DarkroomError {
  return new DarkroomError('invalid-parameter', message)
}
