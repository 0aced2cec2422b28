import type { TextStyle } from '../formatted-text.ts'
import { black, type ColorTable } from './color-table.ts'
import type { FontTable } from './font-table.ts'

/** What `\plain` goes back to. */
export const plainCharacters: TextStyle = Object.freeze({
  font: undefined,
  points: 12,
  color: black,
  bold: false,
  italic: false,
  underline: false,
  caps: 'none',
  raise: 0,
  script: 'none',
})

/** What the numbers of fonts and colors stand for. */
export interface RtfTables {
  readonly fonts: FontTable
  readonly colors: ColorTable
}

/** In half points, as `\up` and `\dn` without a number. */
const usualRaise = 6
const usualHalfPoints = 24
const smallestPoints = 0.5
const largestPoints = 5000

/** The style behind a command; the same for a command that is none of characters. */
export function styleCharacters(
  style: TextStyle,
  word: string,
  parameter: number | undefined,
  { fonts, colors }: RtfTables,
): TextStyle {
  const on = parameter !== 0
  switch (word) {
    case 'plain':
      return plainCharacters
    case 'f':
      return { ...style, font: fonts.nameOf(parameter ?? 0) }
    case 'fs': {
      const points = (parameter ?? usualHalfPoints) / 2
      return { ...style, points: Math.min(largestPoints, Math.max(smallestPoints, points)) }
    }
    case 'cf':
      return { ...style, color: colors.colorOf(parameter ?? 0) }
    case 'b':
      return { ...style, bold: on }
    case 'i':
      return { ...style, italic: on }
    case 'sub':
    case 'super':
      return { ...style, script: on ? word : 'none' }
    case 'nosupersub':
      return { ...style, script: 'none' }
    case 'up':
      return { ...style, raise: (parameter ?? usualRaise) / 2 }
    case 'dn':
      return { ...style, raise: -(parameter ?? usualRaise) / 2 }
    case 'caps':
      return { ...style, caps: on ? 'caps' : 'none' }
    case 'scaps':
      return { ...style, caps: on ? 'small' : 'none' }
    case 'ulnone':
      return { ...style, underline: false }
  }
  if (/^ul(d|dash|dashd|dashdd|db|th|w|wave)?$/.test(word)) return { ...style, underline: on }
  return style
}
