import type { Rgba } from '../layer-wish.ts'

/** How characters look. Sizes in points. */
export interface TextStyle {
  /** As the font table names it; undefined: the default font. */
  readonly font: string | undefined
  readonly points: number
  readonly color: Rgba
  readonly bold: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly caps: 'none' | 'caps' | 'small'
  /** How far above the base line, in points. */
  readonly raise: number
  readonly script: 'none' | 'sub' | 'super'
}

/** A stretch of text in one style. A line feed is a line break. */
export interface TextRun {
  readonly text: string
  readonly style: TextStyle
}

export type Alignment = 'left' | 'right' | 'center' | 'justify'

/** How a paragraph lies. Lengths in points. */
export interface ParagraphStyle {
  readonly align: Alignment
  /** How the last line of a justified paragraph lies. */
  readonly lastLine: Alignment
  readonly firstIndent: number
  readonly leftIndent: number
  readonly rightIndent: number
  readonly before: number
  readonly after: number
  /** As `\sl` gives it: 0 automatic, above at least, below exactly; with `multiple` in lines. */
  readonly spacing: { readonly points: number; readonly multiple: number | undefined }
}

export interface Paragraph {
  readonly style: ParagraphStyle
  readonly runs: readonly TextRun[]
}

/** Text with its formatting. Margins in points. */
export interface FormattedText {
  readonly paragraphs: readonly Paragraph[]
  readonly margins: {
    readonly left: number
    readonly top: number
    readonly right: number
    readonly bottom: number
  }
  readonly vertical: 'top' | 'center' | 'bottom'
}
