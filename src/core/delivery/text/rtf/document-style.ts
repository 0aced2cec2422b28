import type { FormattedText } from '../formatted-text.ts'
import { twipsPerPoint } from './twips.ts'

/** How the text as a whole lies. */
export type DocumentStyle = Pick<FormattedText, 'margins' | 'vertical'>

export const plainDocument: DocumentStyle = Object.freeze({
  margins: Object.freeze({ left: 0, top: 0, right: 0, bottom: 0 }),
  vertical: 'top',
})

/** The style behind a command; the same for a command that is none of the document. */
export function styleDocument(style: DocumentStyle, word: string, parameter: number): DocumentStyle {
  const margin = parameter / twipsPerPoint
  switch (word) {
    case 'margl':
      return { ...style, margins: { ...style.margins, left: margin } }
    case 'margr':
      return { ...style, margins: { ...style.margins, right: margin } }
    case 'margt':
      return { ...style, margins: { ...style.margins, top: margin } }
    case 'margb':
      return { ...style, margins: { ...style.margins, bottom: margin } }
    case 'vertalt':
      return { ...style, vertical: 'top' }
    case 'vertalc':
      return { ...style, vertical: 'center' }
    case 'vertalb':
      return { ...style, vertical: 'bottom' }
    default:
      return style
  }
}
