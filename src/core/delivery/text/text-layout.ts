import type { TextAttributes, TextWish } from '../layer-wish.ts'
import type { Point, Size } from '../rect.ts'
import type { FormattedText } from './formatted-text.ts'
import { type PlacedPiece, placeLine } from './place-line.ts'
import { indent, setLines } from './set-lines.ts'
import type { PieceShaper } from './styled-piece.ts'

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
