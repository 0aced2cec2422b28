import type { Rgba } from '../layer-wish.ts'
import { parseRgba } from '../query/color.ts'

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

const black: Rgba = Object.freeze({ r: 0, g: 0, b: 0, alpha: 1 })

export const plainStyle: TextStyle = Object.freeze({
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

const plainParagraph: ParagraphStyle = Object.freeze({
  align: 'left',
  lastLine: 'left',
  firstIndent: 0,
  leftIndent: 0,
  rightIndent: 0,
  before: 0,
  after: 0,
  spacing: Object.freeze({ points: 0, multiple: undefined }),
})

const twipsPerPoint = 20
/** `\sl` of one line where `\slmult` is set. */
const lineUnits = 240

/** Groups that hold something else than text of the layer. */
const skipped = new Set([
  'stylesheet',
  'info',
  'pict',
  'object',
  'header',
  'footer',
  'generator',
  'listtable',
  'rsidtbl',
])

const symbols: Readonly<Record<string, string>> = {
  line: '\n',
  tab: '    ',
  bullet: '\u2022',
  endash: '\u2013',
  emdash: '\u2014',
  lquote: '\u2018',
  rquote: '\u2019',
  ldblquote: '\u201c',
  rdblquote: '\u201d',
  emspace: '\u2003',
  enspace: '\u2002',
}

/** Characters that stand behind a backslash: line breaks are those of paragraphs, an optional hyphen is left out. */
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  '{': '{',
  '}': '}',
  '~': '\u00a0',
  _: '\u2011',
  '-': '\u00ad',
}

interface State {
  readonly style: TextStyle
  readonly paragraph: ParagraphStyle
  readonly place: 'text' | 'fonts' | 'colors' | 'isColors' | 'cmykColors' | 'nowhere'
  /** Characters that stand for one `\u` in older readers. */
  readonly unicodeSkip: number
}

/**
 * Reads RTF as the reference lists it for text layers; text without any command is plain text. Unknown commands and whatever is
 * malformed are passed over, so that there is always text to show.
 */
export function parseRtf(source: string): FormattedText {
  return new RtfReader().read(source)
}

class RtfReader {
  #state: State = { style: plainStyle, paragraph: plainParagraph, place: 'text', unicodeSkip: 1 }
  readonly #outer: State[] = []
  readonly #fonts = new Map<number, string>()
  readonly #colors: Rgba[] = []
  readonly #ownColors: Rgba[] = []
  #colorParts: Record<string, number> = {}
  #ownColor = ''
  #font = 0
  #starred = false
  #skip = 0
  #runs: TextRun[] = []
  /** That of the newest text: the group that it stood in may have ended with it. */
  #lastParagraph: ParagraphStyle = plainParagraph
  readonly #paragraphs: Paragraph[] = []
  #margins = { left: 0, top: 0, right: 0, bottom: 0 }
  #vertical: FormattedText['vertical'] = 'top'

  read(source: string): FormattedText {
    const token = /\\'([0-9a-f]{2})|\\([a-z]+)(-?\d{1,9})? ?|\\([^a-z0-9])|([{}])|[\r\n]+|([^\\{}\r\n]+|\\)/gi
    for (const [, hex, word, parameter, symbol, brace, text] of source.matchAll(token)) {
      if (hex !== undefined) this.#character(windowsCharacter(Number.parseInt(hex, 16)))
      else if (word !== undefined)
        this.#command(word.toLowerCase(), parameter === undefined ? undefined : Number(parameter))
      else if (symbol !== undefined) this.#symbol(symbol)
      else if (brace === '{') this.#outer.push(this.#state)
      else if (brace === '}') this.#close()
      else if (text !== undefined) this.#text(text)
    }
    if (this.#runs.length > 0 || this.#paragraphs.length === 0) this.#endParagraph()
    return { paragraphs: this.#paragraphs, margins: this.#margins, vertical: this.#vertical }
  }

  #close(): void {
    if (this.#state.place === 'isColors' && this.#ownColor !== '') this.#endOwnColor()
    this.#state = this.#outer.pop() ?? this.#state
    this.#starred = false
    this.#skip = 0
  }

  #symbol(symbol: string): void {
    if (symbol === '*') this.#starred = true
    else if (symbol === '\n' || symbol === '\r') this.#endParagraph()
    else this.#character(escapes[symbol] ?? '')
  }

  /** One character that may be the replacement of a `\u`. */
  #character(character: string): void {
    if (this.#skip > 0) this.#skip--
    else this.#text(character)
  }

  #text(text: string): void {
    const shown = this.#skip > 0 ? text.slice(this.#skip) : text
    this.#skip = Math.max(0, this.#skip - text.length)
    if (shown === '') return
    switch (this.#state.place) {
      case 'text':
        this.#runs.push({ text: shown, style: this.#state.style })
        this.#lastParagraph = this.#state.paragraph
        break
      case 'fonts':
        this.#fontName(shown)
        break
      case 'colors':
      case 'cmykColors':
        for (const character of shown) if (character === ';') this.#endColor()
        break
      case 'isColors':
        for (const character of shown)
          if (character === ';') this.#endOwnColor()
          else this.#ownColor += character
        break
      case 'nowhere':
        break
    }
  }

  #fontName(text: string): void {
    const name = ((this.#fonts.get(this.#font) ?? '') + text).trim()
    this.#fonts.set(this.#font, name.split(';')[0]?.trim() ?? '')
  }

  #endColor(): void {
    const {
      red = 0,
      green = 0,
      blue = 0,
      cyan = 0,
      magenta = 0,
      yellow = 0,
      black: key = 0,
    } = this.#colorParts
    const ink = (part: number) => Math.round(255 * (1 - part / 100) * (1 - key / 100))
    const byte = (part: number) => Math.min(255, Math.max(0, part))
    const inks = this.#state.place === 'cmykColors'
    const rgb = inks
      ? { r: byte(ink(cyan)), g: byte(ink(magenta)), b: byte(ink(yellow)) }
      : { r: byte(red), g: byte(green), b: byte(blue) }
    this.#colors.push({ ...rgb, alpha: 1 })
    this.#colorParts = {}
  }

  #endOwnColor(): void {
    this.#ownColors.push(parseRgba(this.#ownColor.trim()) ?? black)
    this.#ownColor = ''
  }

  #command(word: string, parameter: number | undefined): void {
    if (this.#starred && word !== 'iscolortbl') {
      this.#state = { ...this.#state, place: 'nowhere' }
      this.#starred = false
      return
    }
    if (this.#place(word) || this.#table(word, parameter ?? 0)) return
    if (word === 'u') this.#unicode(parameter ?? 0)
    else if (word === 'par') this.#endParagraph()
    else if (symbols[word] !== undefined) this.#character(symbols[word] ?? '')
    else {
      this.#state = {
        ...this.#state,
        ...(word === 'uc' && { unicodeSkip: Math.max(0, parameter ?? 1) }),
        style: this.#styled(this.#state.style, word, parameter),
        paragraph: paragraphStyled(this.#state.paragraph, word, parameter ?? 0),
      }
      this.#document(word, parameter ?? 0)
    }
  }

  #place(word: string): boolean {
    const place = {
      fonttbl: 'fonts',
      colortbl: 'colors',
      cmykcolortbl: 'cmykColors',
      iscolortbl: 'isColors',
    } as const
    if (word in place) this.#state = { ...this.#state, place: place[word as keyof typeof place] }
    else if (skipped.has(word)) this.#state = { ...this.#state, place: 'nowhere' }
    else return false
    this.#starred = false
    return true
  }

  #table(word: string, parameter: number): boolean {
    const { place } = this.#state
    if (place === 'fonts') {
      if (word === 'f') {
        this.#font = parameter
        this.#fonts.set(parameter, '')
      }
      return true
    }
    if (place !== 'colors' && place !== 'cmykColors') return place === 'isColors'
    this.#colorParts[word] = parameter
    return true
  }

  #unicode(code: number): void {
    this.#text(String.fromCharCode(code < 0 ? code + 65_536 : code))
    this.#skip = this.#state.unicodeSkip
  }

  #styled(style: TextStyle, word: string, parameter: number | undefined): TextStyle {
    const on = parameter !== 0
    switch (word) {
      case 'plain':
        return plainStyle
      case 'f':
        return { ...style, font: this.#fonts.get(parameter ?? 0) || undefined }
      case 'fs':
        return { ...style, points: Math.min(5000, Math.max(0.5, (parameter ?? 24) / 2)) }
      case 'cf':
        return { ...style, color: this.#ownColors[parameter ?? 0] ?? this.#colors[parameter ?? 0] ?? black }
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
        return { ...style, raise: (parameter ?? 6) / 2 }
      case 'dn':
        return { ...style, raise: -(parameter ?? 6) / 2 }
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

  #document(word: string, parameter: number): void {
    const edges = { margl: 'left', margr: 'right', margt: 'top', margb: 'bottom' } as const
    const vertical = { vertalt: 'top', vertalc: 'center', vertalb: 'bottom' } as const
    if (word in edges)
      this.#margins = {
        ...this.#margins,
        [edges[word as keyof typeof edges]]: parameter / twipsPerPoint,
      }
    else if (word in vertical) this.#vertical = vertical[word as keyof typeof vertical]
  }

  #endParagraph(): void {
    if (this.#state.place !== 'text') return
    const style = this.#runs.length > 0 ? this.#lastParagraph : this.#state.paragraph
    this.#paragraphs.push({ style, runs: this.#runs })
    this.#runs = []
  }
}

const alignments: Readonly<Record<string, Alignment>> = {
  ql: 'left',
  qr: 'right',
  qc: 'center',
  qj: 'justify',
}

function paragraphStyled(style: ParagraphStyle, word: string, parameter: number): ParagraphStyle {
  const points = parameter / twipsPerPoint
  const align = alignments[word]
  if (align) return { ...style, align }
  const last = word.startsWith('last') ? alignments[word.slice(4)] : undefined
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
      return parameter === 1
        ? {
            ...style,
            spacing: {
              points: 0,
              multiple: Math.abs(style.spacing.points * twipsPerPoint) / lineUnits || undefined,
            },
          }
        : style
    default:
      return style
  }
}

const windows1252 = new TextDecoder('windows-1252')

function windowsCharacter(code: number): string {
  return windows1252.decode(Uint8Array.of(code))
}
