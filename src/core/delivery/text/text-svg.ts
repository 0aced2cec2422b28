import type { Rgba } from '../layer-wish.ts'
import type { Rect, Size } from '../rect.ts'
import type { PlacedPiece } from './place-line.ts'
import type { TextLayout } from './text-layout.ts'

/** How much a face that has no bold one of its own is thickened, and how far it is slanted without an italic one. */
const boldStroke = 0.03
const slant = 0.2126

/** Where lines under text lie, and how thick they are, in parts of the font size. */
const underlineBelow = 0.11
const underlineThickness = 0.055

/**
 * Laid out text as an SVG of outlines; it needs no fonts to be drawn.
 * @param scale pixels per point
 * @param part what is drawn, in pixels of the whole at that scale
 * @param stretch the size that the part is drawn in
 */
export function textSvg(
  { pieces }: TextLayout,
  scale: number,
  part: Rect,
  stretch: Size,
  antialias: boolean,
): string {
  const outlines = new Map<string, string>()
  const fonts = new FontIds()
  const body = pieces.map((placed) => pieceSvg(placed, scale, outlines, fonts)).join('')
  const definitions = [...outlines].map(([id, path]) => `<path id="${id}" d="${path}"/>`).join('')
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${stretch.width}" height="${stretch.height}"` +
    ` viewBox="${part.x} ${part.y} ${part.width} ${part.height}" preserveAspectRatio="none"` +
    `${antialias ? '' : ' shape-rendering="crispEdges"'}><defs>${definitions}</defs>${body}</svg>`
  )
}

/** Short names for fonts, for the ids of their outlines. */
class FontIds {
  readonly #ids = new Map<string, string>()

  idOf(key: string): string {
    const id = this.#ids.get(key) ?? `f${this.#ids.size}`
    this.#ids.set(key, id)
    return id
  }
}

function pieceSvg(
  { piece, at, spaceExtra }: PlacedPiece,
  scale: number,
  outlines: Map<string, string>,
  fonts: FontIds,
): string {
  const { font, glyphs, style, size, raise } = piece
  const unit = (size * scale) / font.unitsPerEm
  const spaces = spaceExtra === 0 ? undefined : font.shape(' ')[0]?.id
  let x = at.x
  const drawn = glyphs.map((glyph) => {
    const left = (x + glyph.x * size) * scale
    const base = (at.y - raise - glyph.y * size) * scale
    x += glyph.advance * size + (glyph.id === spaces ? spaceExtra : 0)
    const outline = font.outline(glyph.id)
    if (outline === '') return ''
    const id = `${fonts.idOf(font.key)}g${glyph.id}`
    outlines.set(id, outline)
    const skew = piece.slant ? unit * slant : 0
    return `<use xlink:href="#${id}" transform="matrix(${[unit, 0, skew, -unit, left, base].map(round).join(' ')})"/>`
  })
  const stroke = piece.embolden
    ? ` stroke="${hex(style.color)}" stroke-width="${round(boldStroke * font.unitsPerEm)}"`
    : ''
  const line = style.underline ? underline(style.color, at, x, style.points, scale) : ''
  return `<g fill="${hex(style.color)}" opacity="${style.color.alpha}"${stroke}>${drawn.join('')}${line}</g>`
}

function underline(
  color: Rgba,
  at: { x: number; y: number },
  end: number,
  points: number,
  scale: number,
): string {
  const [x, y, width, height] = [
    at.x * scale,
    (at.y + underlineBelow * points) * scale,
    (end - at.x) * scale,
    underlineThickness * points * scale,
  ].map(round)
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${hex(color)}" stroke="none"/>`
}

function hex({ r, g, b }: Rgba): string {
  return `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5
}
