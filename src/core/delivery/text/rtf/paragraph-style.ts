import type { Alignment, ParagraphStyle } from '../formatted-text.ts'
import { twipsPerPoint } from './twips.ts'

/** What `\pard` goes back to. */
export const plainParagraph: ParagraphStyle = Object.freeze({
  align: 'left',
  lastLine: 'left',
  firstIndent: 0,
  leftIndent: 0,
  rightIndent: 0,
  before: 0,
  after: 0,
  spacing: Object.freeze({ points: 0, multiple: undefined }),
})

/** `\sl` of one line where `\slmult` is set. */
const lineUnits = 240

const alignments: ReadonlyMap<string, Alignment> = new Map([
  ['ql', 'left'],
  ['qr', 'right'],
  ['qc', 'center'],
  ['qj', 'justify'],
])

/** The style behind a command; the same for a command that is none of paragraphs. */
export function styleParagraph(style: ParagraphStyle, word: string, parameter: number): ParagraphStyle {
  const points = parameter / twipsPerPoint
  const align = alignments.get(word)
  if (align) return { ...style, align }
  const last = word.startsWith('last') ? alignments.get(word.slice(4)) : undefined
  if (last) return { ...style, lastLine: last }
  switch (word) {
    case 'pard':
      return plainParagraph
    case 'fi':
      return { ...style, firstIndent: points }
    case 'li':
      return { ...style, leftIndent: points }
    case 'ri':
      return { ...style, rightIndent: points }
    case 'sb':
      return { ...style, before: points }
    case 'sa':
      return { ...style, after: points }
    case 'sl':
      return { ...style, spacing: { points, multiple: undefined } }
    case 'slmult':
      return parameter === 1 ? { ...style, spacing: inLines(style.spacing.points) } : style
    default:
      return style
  }
}

function inLines(points: number): ParagraphStyle['spacing'] {
  return { points: 0, multiple: Math.abs(points * twipsPerPoint) / lineUnits || undefined }
}
