import { chooseFont } from './choose-font.ts'
import type { FontFace } from './font-file.ts'
import type { TextStyle } from './formatted-text.ts'
import { type Glyph, type ShapingFont, shapingFont } from './shaper.ts'

/** Text in one style and font, shaped. Lengths in points. */
export interface StyledPiece {
  readonly text: string
  readonly style: TextStyle
  readonly font: ShapingFont
  readonly glyphs: readonly Glyph[]
  /** Of the glyphs, in points; smaller than that of the style for small capitals and scripts. */
  readonly size: number
  /** How far above the base line. */
  readonly raise: number
  readonly width: number
  readonly embolden: boolean
  readonly slant: boolean
}

/** Photoshop's sizes of superscript and subscript, and how far they are moved, in parts of the font size. */
const scriptSize = 0.583
const scriptRaise = 0.333
const smallCapitals = 0.7

/** Fonts that are tried for characters which the wanted one does not have. */
const maxFallbacks = 40

/** Shapes text with the fonts of a book; loads them beforehand, so that layout itself does not wait. */
export class PieceShaper {
  readonly #faces: readonly FontFace[]
  readonly #fonts = new Map<string, ShapingFont>()

  constructor(faces: readonly FontFace[]) {
    this.#faces = faces
  }

  /** Loads what a style needs. False when there is no font for it. */
  async prepare(style: TextStyle, text: string): Promise<boolean> {
    const chosen = this.#choose(style)
    if (!chosen || !(await this.#load(chosen.face))) return false
    const font = this.#fonts.get(keyOf(chosen.face))
    if (font && !hasAll(font, text)) await this.#loadFallbacks(text)
    return true
  }

  /** The pieces of a text without line breaks in one style. */
  shape(text: string, style: TextStyle): StyledPiece[] {
    const parts =
      style.caps === 'small'
        ? (text.match(/\p{Ll}+|\P{Ll}+/gu) ?? []).map((part) => ({ part, small: /^\p{Ll}/u.test(part) }))
        : [{ part: text, small: false }]
    return parts.flatMap(({ part, small }) =>
      this.#byFont(style.caps === 'none' ? part : part.toUpperCase(), style).map(({ text, font }) =>
        this.#piece(text, style, font, small),
      ),
    )
  }

  #piece(text: string, style: TextStyle, font: ShapingFont, small: boolean): StyledPiece {
    const chosen = this.#choose(style)
    const own = chosen && this.#fonts.get(keyOf(chosen.face)) === font
    const script = style.script === 'none' ? 1 : scriptSize
    const size = style.points * script * (small ? smallCapitals : 1)
    const moved = { none: 0, super: scriptRaise, sub: -scriptRaise }[style.script] * style.points
    const glyphs = font.shape(text)
    return {
      text,
      style,
      font,
      glyphs,
      size,
      raise: style.raise + moved,
      width: size * glyphs.reduce((sum, { advance }) => sum + advance, 0),
      embolden: own ? chosen.embolden : style.bold,
      slant: own ? chosen.slant : style.italic,
    }
  }

  /** The text split where another font has to step in. */
  #byFont(text: string, style: TextStyle): { readonly text: string; readonly font: ShapingFont }[] {
    const chosen = this.#choose(style)
    const font = chosen && this.#fonts.get(keyOf(chosen.face))
    if (!font) return []
    if (hasAll(font, text)) return [{ text, font }]
    const parts: { text: string; font: ShapingFont }[] = []
    for (const { segment } of graphemes.segment(text)) {
      const fitting = [font, ...this.#fonts.values()].find((candidate) => hasAll(candidate, segment)) ?? font
      const last = parts.at(-1)
      if (last && last.font === fitting) last.text += segment
      else parts.push({ text: segment, font: fitting })
    }
    return parts
  }

  #choose(style: TextStyle) {
    return chooseFont(this.#faces, { name: style.font, bold: style.bold, italic: style.italic })
  }

  async #load(face: FontFace): Promise<boolean> {
    const font = await shapingFont(face)
    if (font) this.#fonts.set(keyOf(face), font)
    return font !== undefined
  }

  async #loadFallbacks(text: string): Promise<void> {
    const regular = this.#faces.filter((face) => face.weight === 400 && !face.italic)
    // Families with many characters first, so that most texts are done with the first one.
    const ranked = [...regular].sort((a, b) => rank(a) - rank(b)).slice(0, maxFallbacks)
    for (const face of ranked) {
      const missing = [...text].filter(
        (character) => ![...this.#fonts.values()].some((font) => hasAll(font, character)),
      )
      if (missing.length === 0) return
      const font = await shapingFont(face)
      if (font && missing.some((character) => hasAll(font, character))) this.#fonts.set(keyOf(face), font)
    }
  }
}

export const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

function rank({ family }: FontFace): number {
  return /^DejaVu Sans$|^Noto Sans/.test(family) ? 0 : 1
}

function keyOf({ path, index }: FontFace): string {
  return `${path}#${index}`
}

/** Space and invisible characters need no glyph. */
function hasAll(font: ShapingFont, text: string): boolean {
  const visible = text.replace(/[\s\p{Cf}\p{Cc}]/gu, '')
  return visible === '' || font.shape(visible).every(({ id }) => id !== 0)
}
