/** What a Content-Disposition field says of a part. */
export interface Disposition {
  /** Empty when there is none. */
  readonly name: string
  /** As sent, folders included; undefined when there is none. */
  readonly fileName: string | undefined
}

const parameter = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)(?:"|$)|([^;]*))/gs
const extendedValue = /^([^']*)'[^']*'(.*)$/s
const escapesOnly = /^(?:[^\\]|\\["\\])*$/s

/**
 * Reads `form-data; name="a"; filename="b"`. `filename*` (RFC 5987) wins over `filename` when it is readable. In quoted
 * values `\"` is a quote, and `\\` one backslash, unless a lone backslash shows that the client does not escape (a
 * Windows path). `%22` is a quote, which is how browsers send it; no other percent-encoding is undone.
 */
export function parseDisposition(value: string | undefined): Disposition {
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, bare = ''] of (value ?? '').matchAll(parameter)) {
    const key = name.toLowerCase()
    if (parameters.has(key)) continue
    parameters.set(key, quoted === undefined ? bare.trim() : unquote(quoted))
  }
  const extended = decodeExtended(parameters.get('filename*'))
  return { name: parameters.get('name') ?? '', fileName: extended ?? parameters.get('filename') }
}

function unquote(quoted: string): string {
  const plain = escapesOnly.test(quoted) ? quoted.replace(/\\(["\\])/g, '$1') : quoted.replaceAll('\\"', '"')
  return plain.replaceAll('%22', '"')
}

/** `charset'language'percent-encoded`; undefined when it is not that, or not valid in that charset. */
function decodeExtended(value: string | undefined): string | undefined {
  const [, charset, encoded] = extendedValue.exec(value ?? '') ?? []
  if (charset === undefined || encoded === undefined) return undefined
  try {
    if (charset.toLowerCase() === 'utf-8') return decodeURIComponent(encoded)
    if (charset.toLowerCase() === 'iso-8859-1') {
      return encoded.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    }
  } catch {
    return undefined
  }
  return undefined
}
