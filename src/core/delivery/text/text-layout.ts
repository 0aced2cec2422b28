import type { TextAttributes, TextWish } from '../layer-wish.ts'
import type { Point, Size } from '../rect.ts'
import { breakLines, type TextLine } from './break-lines.ts'
import type { FormattedText, Paragraph } from './rtf.ts'
import type { PieceShaper, StyledPiece } from './styled-piece.ts'

/** A piece of a line and where its pen starts, on the base line. In points from the top left corner of the text. */
export interface PlacedPiece {
  readonly piece: StyledPiece
  readonly at: Point
  /** Added to the width of each space, in lines that are justified. */
  readonly spaceExtra: number
}

/** Text with everything in its place. Lengths in points. */
export interface TextLayout {
  readonly pieces: readonly PlacedPiece[]
  /** Of the box, or where that is open of the text. */
  readonly size: Size
  /** The first base line, at the point that the first paragraph is aligned with. */
  readonly anchor: Point
  /** Something had no room. */
  readonly overflows: boolean
}

export interface LayoutWish {
  readonly text: FormattedText
  readonly engine: TextWish
  readonly wrap: TextAttributes['wrap']
  /** In points; a side of 0 follows from the text. */
  readonly box: Size
}

/** Photoshop's automatic distance of base lines, in parts of the font size. */
const photoshopLeading = 1.2

interface SetLine {
  readonly line: TextLine
  readonly paragraph: Paragraph
  readonly isFirst: boolean
  /** Of its base line, from the top of the text. */
  readonly baseline: number
  readonly bottom: number
}

/** Lays text out: breaks lines, sets them below each other, aligns them. Nothing of it depends on pixels. */
export function layOut({ text, engine, wrap, box }: LayoutWish, shaper: PieceShaper): TextLayout {
  const { margins } = text
  const wraps = box.width > 0 && wrap !== 'noWrap'
  const inner = Math.max(0, box.width - margins.left - margins.right)
  const lines = setLines(
    text,
    engine,
    shaper,
    (paragraph, first) => {
      const { leftIndent, rightIndent, firstIndent } = paragraph.style
      return wraps ? inner - leftIndent - rightIndent - (first ? firstIndent : 0) : Number.POSITIVE_INFINITY
    },
    wrap,
  )
  const widest = Math.max(0, ...lines.map((one) => one.line.width + indent(one)))
  const height = Math.max(0, ...lines.map(({ bottom }) => bottom))
  const width = box.width > 0 ? inner : widest
  const room = box.height > 0 ? Math.max(0, box.height - margins.top - margins.bottom) : height
  const free = { top: 0, center: (room - height) / 2, bottom: room - height }[text.vertical]
  const top = margins.top + (box.height > 0 ? (engine.photoshop ? Math.max(0, free) : free) : 0)
  // Photoshop leaves lines out that do not fit.
  const shown =
    engine.photoshop && box.height > 0 ? lines.filter(({ bottom }) => bottom <= room + 0.5) : lines
  const [first] = lines
  return {
    pieces: shown.flatMap((line) => placeLine(line, margins.left, top, width)),
    size: {
      width: box.width > 0 ? box.width : widest + margins.left + margins.right,
      height: box.height > 0 ? box.height : height + margins.top + margins.bottom,
    },
    anchor: {
      x:
        margins.left +
        { left: 0, justify: 0, center: width / 2, right: width }[first?.paragraph.style.align ?? 'left'],
      y: top + (first?.baseline ?? 0),
    },
    overflows: height > room + 0.01 || (box.width > 0 && widest > inner + 0.01),
  }
}

function indent({ paragraph, isFirst }: SetLine): number {
  const { leftIndent, rightIndent, firstIndent } = paragraph.style
  return leftIndent + rightIndent + (isFirst ? firstIndent : 0)
}

function setLines(
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

function placeLine(set: SetLine, left: number, top: number, width: number): PlacedPiece[] {
  const { line, paragraph, isFirst, baseline } = set
  const { style } = paragraph
  const align = style.align === 'justify' && line.isLast ? style.lastLine : style.align
  const start = left + style.leftIndent + (isFirst ? style.firstIndent : 0)
  const free = width - line.width - indent(set)
  const spaces = line.pieces.map(({ text }) => text.match(/\s/g)?.length ?? 0).reduce((a, b) => a + b, 0)
  const trailing = /\s*$/.exec(line.pieces.map(({ text }) => text).join(''))?.[0].length ?? 0
  const between = spaces - trailing
  const spaceExtra =
    align === 'justify' && between > 0 && Number.isFinite(free) ? Math.max(0, free) / between : 0
  let x = start + { left: 0, justify: 0, center: free / 2, right: free }[align]
  return line.pieces.map((piece) => {
    const at = { x, y: top + baseline }
    x += piece.width + spaceExtra * (piece.text.match(/\s/g)?.length ?? 0)
    return { piece, at, spaceExtra }
  })
}
