/** A part of a Markdown text that can be read on its own, with its first line. */
export interface MarkdownPiece {
  readonly text: string
  readonly line: number
}

const pieceLength = 65_536

/**
 * Cuts a text into pieces of some 64 KB, so that a long one needs no more memory than a short one: before a line that begins a block (after an empty one,
 * not indented, no list or quotation), outside of fenced code. A block without such a place is cut at twice the length; fenced code
 * goes on as such.
 */
export function* markdownPieces(text: string, firstLine: number): Generator<MarkdownPiece> {
  if (text.length <= pieceLength) {
    yield { text, line: firstLine }
    return
  }
  let start = 0
  let startLine = firstLine
  let line = firstLine
  let fence: string | undefined
  /** Of the code that the piece begins in. */
  let opening = ''
  let emptyBefore = true
  for (let at = 0; at < text.length; line++) {
    const end = text.indexOf('\n', at)
    const next = end < 0 ? text.length : end + 1
    const first = text.slice(at, Math.min(next, at + 200))
    const isBlock = emptyBefore && fence === undefined && /^[^\s>*+\-\d]/.test(first)
    const length = at - start
    if ((length > pieceLength && isBlock) || length > 2 * pieceLength) {
      yield { text: opening + text.slice(start, at), line: startLine }
      start = at
      opening = fence === undefined ? '' : `${fence}\n`
      startLine = opening === '' ? line : line - 1
    }
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(first)?.[1]
    if (mark !== undefined) {
      if (fence === undefined) fence = mark
      else if (mark.startsWith(fence)) fence = undefined
    }
    emptyBefore = first.trim() === ''
    at = next
  }
  yield { text: opening + text.slice(start), line: startLine }
}
