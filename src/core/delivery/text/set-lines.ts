import type { TextAttributes, TextWish } from '../layer-wish.ts'
import { breakLines, type TextLine } from './break-lines.ts'
import type { FormattedText, Paragraph } from './formatted-text.ts'
import type { PieceShaper, StyledPiece } from './styled-piece.ts'

/** Photoshop's automatic distance of base lines, in parts of the font size. */
const photoshopLeading = 1.2

/** A line in its height. In points. */
export interface SetLine {
  readonly line: TextLine
  readonly paragraph: Paragraph
  readonly isFirst: boolean
  /** Of its base line, from the top of the text. */
  readonly baseline: number
  readonly bottom: number
}

/** What the indents of its paragraph take of a line's width. */
export function indent({ paragraph, isFirst }: SetLine): number {
  const { leftIndent, rightIndent, firstIndent } = paragraph.style
  return leftIndent + rightIndent + (isFirst ? firstIndent : 0)
}

/** Breaks text into lines and sets them below each other. */
export function setLines(
  text: FormattedText,
  engine: TextWish,
  shaper: PieceShaper,
  widthOf: (paragraph: Paragraph, first: boolean) => number,
  wrap: TextAttributes['wrap'],
): SetLine[] {
  const set: SetLine[] = []
  let bottom = 0
  let lastSize = 12
  for (const [number, paragraph] of text.paragraphs.entries()) {
    const { before, after } = paragraph.style
    if (number > 0 || !engine.photoshop) bottom += before
    const lines = breakLines(paragraph, shaper, wrap, (first) => widthOf(paragraph, first))
    for (const [i, line] of lines.entries()) {
      const size = Math.max(0, ...line.pieces.map((piece) => piece.style.points)) || lastSize
      lastSize = size
      const ascent = Math.max(0, ...line.pieces.map(ascentOf)) || 0.8 * size
      const descent = Math.max(0, ...line.pieces.map(descentOf)) || 0.2 * size
      const gap = Math.max(0, ...line.pieces.map(({ font, size }) => font.lineGap * size))
      const previous = set.at(-1)
      const automatic = engine.photoshop ? photoshopLeading * size : ascent + descent + gap
      const leading = spacing(paragraph, automatic)
      // The first line hangs from the top; the others follow at the distance of base lines, or below what is above them.
      const baseline = !previous
        ? bottom + ascent
        : engine.photoshop
          ? bottom - descentBelow(previous) + leading
          : bottom + leading - descent
      bottom = baseline + descent
      set.push({ line, paragraph, isFirst: i === 0, baseline, bottom })
    }
    if (number < text.paragraphs.length - 1 || !engine.photoshop) bottom += after
  }
  return set
}

/** How far the bottom of a line lies below its base line. */
function descentBelow({ baseline, bottom }: SetLine): number {
  return bottom - baseline
}

function spacing({ style }: Paragraph, automatic: number): number {
  const { points, multiple } = style.spacing
  if (multiple !== undefined) return multiple * automatic
  if (points < 0) return -points
  return Math.max(points, automatic)
}

function ascentOf({ font, size, raise }: StyledPiece): number {
  return font.ascent * size + Math.max(0, raise)
}

function descentOf({ font, size, raise }: StyledPiece): number {
  return font.descent * size + Math.max(0, -raise)
}
