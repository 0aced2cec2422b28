/** Texts of an RTF file's `\info` group by their control word: `title`, `author`, `keywords`, ... */
export type RtfInfo = ReadonlyMap<string, string>

/** How deep groups are followed: more come from no writer. */
const maxDepth = 256
const byteChars = new TextDecoder('windows-1252')

/**
 * Reads the `\info` group of RTF, with its escapes (`\'e4`, `\u228?`). `complete` is false when groups stay open at the
 * end: the file is cut off.
 */
export function readRtfInfo(text: string): { readonly info: RtfInfo; readonly complete: boolean } {
  const info = new Map<string, string>()
  const start = text.indexOf('{\\info')
  if (start >= 0) readGroup(text, start, info)
  return { info, complete: isComplete(text) }
}

function readGroup(text: string, start: number, info: Map<string, string>): void {
  const token =
    /\\'([0-9a-f]{2})|\\u(-?\d{1,6}) ?(?:\\'[0-9a-f]{2}|[^\\{}])?|\\([a-z]+)(-?\d+)? ?|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+/gis
  token.lastIndex = start
  const groups: string[] = []
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [, byte, unicode, word, , symbol, brace, plain] = match
    if (brace === '{') {
      if (groups.length >= maxDepth) return
      groups.push('')
    } else if (brace === '}') {
      groups.pop()
      if (groups.length === 0) return
    } else if (word !== undefined) {
      if (groups.at(-1) === '') groups[groups.length - 1] = word
    } else {
      const name = groups.length === 2 ? groups[1] : undefined
      const piece =
        byte !== undefined ? byteChars.decode(Buffer.from(byte, 'hex')) : (plain ?? literal(symbol, unicode))
      if (name) info.set(name, (info.get(name) ?? '') + piece)
    }
  }
}

function literal(symbol: string | undefined, unicode: string | undefined): string {
  if (unicode !== undefined) return String.fromCharCode(Number(unicode) & 0xffff)
  return symbol !== undefined && '\\{}'.includes(symbol) ? symbol : ''
}

function isComplete(text: string): boolean {
  let open = 0
  for (const [token] of text.matchAll(/\\[\s\S]|[{}]/g)) {
    if (token === '{') open++
    if (token === '}') open--
  }
  return open <= 0
}
