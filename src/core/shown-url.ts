/** Characters of a URL that are shown. */
const maxShown = 200

/**
 * A URL as messages and logs may show it: scheme, host, port and path. User, password, query (which may carry a
 * signature) and fragment are left out, and a long path is cut. Undefined and anything without a host: `the URL`; text such
 * as `ann:password@host` is a URL too, whose path is the password.
 */
export function shownUrl(url: URL | string | undefined): string {
  const parsed = typeof url === 'string' ? URL.parse(url) : url
  if (!parsed?.host) return 'the URL'
  const text = `${parsed.protocol}//${parsed.host}${parsed.pathname}`
  const cut = text.length > maxShown ? `${text.slice(0, maxShown)}...` : text
  return parsed.search === '' ? cut : `${cut}?...`
}
