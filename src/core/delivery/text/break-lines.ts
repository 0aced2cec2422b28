import type { TextAttributes } from '../layer-wish.ts'
import type { Paragraph, TextStyle } from './formatted-text.ts'
import { graphemes, type PieceShaper, type StyledPiece } from './styled-piece.ts'

/** One line. Lengths in points. */
export interface TextLine {
  readonly pieces: readonly StyledPiece[]
  /** Without the space at its end. */
  readonly width: number
  /** It ends its paragraph, or is followed by a line break. */
  readonly isLast: boolean
}

/** What stays together when lines are broken: a word with the space behind it. */
interface Word {
  readonly pieces: readonly StyledPiece[]
  readonly width: number
  /** Without the space behind it. */
  readonly inkWidth: number
}

/**
 * Breaks a paragraph into lines of at most `widthOf(line)` points, at spaces and hyphens and between ideographs; with `wrap` words that are
 * longer than a line are broken anywhere.
 * @param widthOf the room of the first line, which may be indented, and of the others; infinite where nothing wraps
 */
export function breakLines(
  paragraph: Paragraph,
  shaper: PieceShaper,
  wrap: TextAttributes['wrap'],
  widthOf: (first: boolean) => number,
): TextLine[] {
  const lines: TextLine[] = []
  for (const text of forcedLines(paragraph)) {
    let line: Word[] = []
    const room = () => widthOf(lines.length === 0) + 0.01
    const end = (isLast: boolean) => {
      lines.push(lineOf(line, isLast))
      line = []
    }
    for (const word of wordsOf(text, shaper)) {
      if (line.length > 0 && sum(line) + word.inkWidth > room()) end(false)
      const pieces = wrap === 'wrap' && word.inkWidth > room() ? characters(word, shaper) : [word]
      for (const piece of pieces) {
        if (line.length > 0 && sum(line) + piece.inkWidth > room()) end(false)
        line.push(piece)
      }
    }
    end(true)
  }
  return lines
}

interface StyledText {
  readonly text: string
  readonly style: TextStyle
}

/** The paragraph at its line breaks. */
function forcedLines({ runs }: Paragraph): StyledText[][] {
  const lines: StyledText[][] = [[]]
  for (const { text, style } of runs)
    for (const [i, part] of text.split('\n').entries()) {
      if (i > 0) lines.push([])
      if (part !== '') lines.at(-1)?.push({ text: part, style })
    }
  return lines
}

/** Where a line may end: after space, after a hyphen inside a word, and around ideographs. */
const breakable =
  /\s+|(?<=\p{L})[-\u00ad\u2010](?=\p{L})|(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])/gu

function wordsOf(runs: readonly StyledText[], shaper: PieceShaper): Word[] {
  const whole = runs.map(({ text }) => text).join('')
  const ends = [...whole.matchAll(breakable)].map((match) => match.index + match[0].length)
  const words: Word[] = []
  let start = 0
  for (const end of new Set([...ends, whole.length])) {
    if (end > start) words.push(wordOf(slice(runs, start, end), shaper))
    start = end
  }
  return words
}

function slice(runs: readonly StyledText[], start: number, end: number): StyledText[] {
  const parts: StyledText[] = []
  let at = 0
  for (const { text, style } of runs) {
    const part = text.slice(Math.max(0, start - at), Math.max(0, end - at))
    if (part !== '') parts.push({ text: part, style })
    at += text.length
  }
  return parts
}

function wordOf(parts: readonly StyledText[], shaper: PieceShaper): Word {
  const pieces = parts.flatMap(({ text, style }) => shaper.shape(text.replaceAll('\u00ad', ''), style))
  const width = pieces.reduce((total, piece) => total + piece.width, 0)
  let space = 0
  for (const piece of [...pieces].reverse()) {
    const blank = /\s+$/.exec(piece.text)?.[0] ?? ''
    space += shaper.shape(blank, piece.style).reduce((total, { width }) => total + width, 0)
    if (blank.length < piece.text.length) break
  }
  return { pieces, width, inkWidth: Math.max(0, width - space) }
}

function characters(word: Word, shaper: PieceShaper): Word[] {
  return word.pieces.flatMap(({ text, style }) =>
    [...graphemes.segment(text)].map(({ segment }) => wordOf([{ text: segment, style }], shaper)),
  )
}

function sum(words: readonly Word[]): number {
  return words.reduce((total, { width }) => total + width, 0)
}

function lineOf(words: readonly Word[], isLast: boolean): TextLine {
  const last = words.at(-1)
  return {
    pieces: words.flatMap(({ pieces }) => pieces),
    width: sum(words) - (last ? last.width - last.inkWidth : 0),
    isLast,
  }
}
