import { readFile, stat } from 'node:fs/promises'
import type { Font } from 'harfbuzzjs'
import type { FontFace } from './font-file.ts'

/** One glyph, in em (1 is the size of the font). */
export interface Glyph {
  readonly id: number
  readonly advance: number
  /** From the pen, to the right and upwards. */
  readonly x: number
  readonly y: number
}

/** A font that shapes text. Lengths in em. */
export interface ShapingFont {
  readonly key: string
  /** Above the base line. */
  readonly ascent: number
  /** Below the base line, positive. */
  readonly descent: number
  readonly lineGap: number
  /** The glyphs of a text, from left to right; `id` 0 is a character that the font does not have. */
  shape(text: string): readonly Glyph[]
  /** SVG path data of a glyph, y downwards, in units of 1 / `unitsPerEm`. */
  outline(glyph: number): string
  readonly unitsPerEm: number
}

/** Larger files are no fonts for text layers. */
const maxFontBytes = 64 * 1024 * 1024

/** Fonts that stay loaded. */
const maxLoaded = 24

const loaded = new Map<string, Promise<ShapingFont | undefined>>()

/** Loads a face, or takes it from the ones in memory. Undefined when it can not be read. */
export async function shapingFont({ path, index }: FontFace): Promise<ShapingFont | undefined> {
  const key = `${path}#${index}`
  const font = loaded.get(key) ?? load(path, index, key).catch(() => undefined)
  // The one that was used last comes last, and the first one goes when there are too many.
  loaded.delete(key)
  loaded.set(key, font)
  const [oldest] = loaded.keys()
  if (loaded.size > maxLoaded && oldest !== undefined) loaded.delete(oldest)
  return await font
}

async function load(path: string, index: number, key: string): Promise<ShapingFont | undefined> {
  if ((await stat(path)).size > maxFontBytes) return undefined
  const harfbuzz = await import('harfbuzzjs')
  const face = new harfbuzz.Face(new harfbuzz.Blob(new Uint8Array(await readFile(path))), index)
  const font: Font = new harfbuzz.Font(face)
  const unitsPerEm = face.upem || 1000
  const { ascender, descender, lineGap } = font.hExtents()
  const shaped = new Map<string, readonly Glyph[]>()
  const outlines = new Map<number, string>()
  return {
    key,
    unitsPerEm,
    ascent: ascender / unitsPerEm || 0.8,
    descent: -descender / unitsPerEm || 0.2,
    lineGap: lineGap / unitsPerEm,
    shape(text) {
      const known = shaped.get(text)
      if (known) return known
      const buffer = new harfbuzz.Buffer()
      buffer.addText(text)
      buffer.guessSegmentProperties()
      harfbuzz.shape(font, buffer)
      const positions = buffer.getGlyphPositions()
      const glyphs = buffer.getGlyphInfos().map(({ codepoint }, i) => ({
        id: codepoint,
        advance: (positions[i]?.xAdvance ?? 0) / unitsPerEm,
        x: (positions[i]?.xOffset ?? 0) / unitsPerEm,
        y: (positions[i]?.yOffset ?? 0) / unitsPerEm,
      }))
      if (shaped.size >= 5_000) shaped.clear()
      shaped.set(text, glyphs)
      return glyphs
    },
    outline(glyph) {
      const known = outlines.get(glyph) ?? font.glyphToPath(glyph)
      outlines.set(glyph, known)
      return known
    },
  }
}
