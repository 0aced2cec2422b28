import type { Point } from '../rect.ts'
import { indent, type SetLine } from './set-lines.ts'
import type { StyledPiece } from './styled-piece.ts'

/** A piece of a line and where its pen starts, on the base line. In points from the top left corner of the text. */
export interface PlacedPiece {
  readonly piece: StyledPiece
  readonly at: Point
  /** Added to the width of each space, in lines that are justified. */
  readonly spaceExtra: number
}

/**
 * Aligns a line.
 * @param left where the lines start
 * @param top where the text starts
 * @param width of the lines, with their indents
 */
export function placeLine(set: SetLine, left: number, top: number, width: number): PlacedPiece[] {
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
