import { DarkroomError } from '../../core/errors.ts'
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

/** Reads an absolute URL, or one that is relative to `base`. Throws `invalid-parameter`, never with the text itself, which may hold a password. */
export function parseTarget(text: string, base?: URL): Target {
  const url = text.length > maxUrlLength ? null : URL.parse(text.trim(), base?.href)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    const scheme = url?.host ? `has the scheme ${url.protocol}` : 'is none'
    const found = text.length > maxUrlLength ? `has ${text.length} characters` : scheme
    throw invalid(`A URL ${found}; expected http:// or https:// of at most ${maxUrlLength} characters.`)
  }
  const authorization = basicAuthorization(url)
  url.username = ''
  url.password = ''
  url.hash = ''
  return { url, authorization, shown: shownUrl(url) }
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

function basicAuthorization(url: URL): string | undefined {
  if (url.username === '' && url.password === '') return undefined
  try {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
    return `Basic ${Buffer.from(pair).toString('base64')}`
  } catch {
    throw invalid(
      `The user or the password in the URL of ${url.host} is not percent-encoded; expected UTF-8 like %40 for @.`,
    )
  }
}

function invalid(message: string): DarkroomError {
  return new DarkroomError('invalid-parameter', message)
}
