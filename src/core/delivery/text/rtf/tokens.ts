/** What RTF is made of. */
export type RtfToken =
  | { readonly kind: 'open' | 'close' }
  /** `\word` with its number, if it has one. In lower case. */
  | { readonly kind: 'command'; readonly word: string; readonly parameter: number | undefined }
  /** A backslash and something else than a letter or a digit. */
  | { readonly kind: 'symbol'; readonly symbol: string }
  /** A byte in `\'`. */
  | { readonly kind: 'byte'; readonly code: number }
  | { readonly kind: 'text'; readonly text: string }

const pattern = /\\'([0-9a-f]{2})|\\([a-z]+)(-?\d{1,9})? ?|\\([^a-z0-9])|([{}])|[\r\n]+|([^\\{}\r\n]+|\\)/gi

/** Raw line ends mean nothing and are left out. */
export function* rtfTokens(source: string): Generator<RtfToken> {
  for (const [, hex, word, parameter, symbol, brace, text] of source.matchAll(pattern)) {
    if (hex !== undefined) yield { kind: 'byte', code: Number.parseInt(hex, 16) }
    else if (word !== undefined) {
      const number = parameter === undefined ? undefined : Number(parameter)
      yield { kind: 'command', word: word.toLowerCase(), parameter: number }
    } else if (symbol !== undefined) yield { kind: 'symbol', symbol }
    else if (brace !== undefined) yield { kind: brace === '{' ? 'open' : 'close' }
    else if (text !== undefined) yield { kind: 'text', text }
  }
}
