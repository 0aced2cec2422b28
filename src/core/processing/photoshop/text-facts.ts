import type { Layer } from 'ag-psd'

type PsdText = NonNullable<Layer['text']>
type Style = NonNullable<PsdText['style']>

/** A run of text of one look. */
export interface TextRun {
  readonly text: string
  /** PostScript name of the font; absent: not said. */
  readonly font?: string
  /** In pixels of the document. */
  readonly size: number
  /** Of the line, in pixels; absent: as the font has it. */
  readonly leading?: number
  /** Red, green and blue, 0 to 255. */
  readonly color: readonly [number, number, number]
  readonly bold: boolean
  readonly italic: boolean
  readonly underline: boolean
}

/** The text of a text layer and where it stands. Lengths in pixels of the document. */
export interface TextFacts {
  /** Lines end with a line feed. */
  readonly text: string
  readonly runs: readonly TextRun[]
  readonly align: 'left' | 'center' | 'right' | 'justify'
  /** Of point text the start, middle or end of the first base line; of a box its top left corner. */
  readonly x: number
  readonly y: number
  /** Absent: point text. */
  readonly box?: { readonly width: number; readonly height: number }
  /** In degrees, clockwise. */
  readonly rotation: number
  /** True: it is bent or slanted in a way that template text can not be. */
  readonly warped: boolean
}

/** The longest text that is kept of a layer, in characters. */
export const maxTextLength = 20_000

/** What of a text layer can be told. Undefined: it has no text. */
export function textFactsOf(source: PsdText): TextFacts | undefined {
  // 3 is Photoshop's line break within a paragraph.
  const text = clean(source.text.slice(0, maxTextLength))
  if (text.trim() === '') return undefined
  const [xx = 1, xy = 0, yx = 0, yy = 1, tx = 0, ty = 0] = source.transform ?? []
  const scale = Math.hypot(yx, yy) || 1
  const box = source.shapeType === 'box' ? source.boxBounds : undefined
  const [left = 0, top = 0, right = 0, bottom = 0] = box ?? source.pointBase ?? []
  return {
    text,
    runs: runsOf(source, text, scale),
    align: alignOf(source),
    x: finite(xx * left + yx * top + tx),
    y: finite(xy * left + yy * top + ty),
    ...(box && {
      box: { width: finite((right - left) * Math.hypot(xx, xy)), height: finite((bottom - top) * scale) },
    }),
    rotation: finite((Math.atan2(xy, xx) * 180) / Math.PI),
    warped:
      (source.warp?.style !== undefined && source.warp.style !== 'none') ||
      Math.abs(xx * yx + xy * yy) > 0.01 * scale * scale ||
      source.orientation === 'vertical',
  }
}

function runsOf(source: PsdText, text: string, scale: number): TextRun[] {
  const runs: TextRun[] = []
  let at = 0
  for (const { length, style } of source.styleRuns ?? []) {
    if (at < text.length && length > 0)
      runs.push(runOf(text.slice(at, at + length), { ...source.style, ...style }, scale))
    at += length
  }
  if (at < text.length) runs.push(runOf(text.slice(at), source.style ?? {}, scale))
  return runs
}

function runOf(text: string, style: Style, scale: number): TextRun {
  const leading = style.autoLeading === false ? finite((style.leading ?? 0) * scale) : 0
  return {
    text,
    ...(style.font?.name !== undefined && { font: style.font.name }),
    size: finite((style.fontSize ?? 12) * scale) || 12,
    ...(leading > 0 && { leading }),
    color: colorOf(style.fillColor),
    bold: style.fauxBold === true,
    italic: style.fauxItalic === true,
    underline: style.underline === true,
  }
}

function alignOf({ paragraphStyle, paragraphStyleRuns }: PsdText): TextFacts['align'] {
  const value = paragraphStyleRuns?.[0]?.style.justification ?? paragraphStyle?.justification ?? 'left'
  if (value === 'left' || value === 'center' || value === 'right') return value
  return 'justify'
}

/** The text engine keeps inks and gray as light does in PDF: gray 255 is white. */
function colorOf(color: Style['fillColor']): TextRun['color'] {
  if (!color) return [0, 0, 0]
  if ('r' in color) return [byte(color.r), byte(color.g), byte(color.b)]
  if ('c' in color) {
    const light = (ink: number) => byte((255 - ink) * (1 - color.k / 255))
    return [light(color.c), light(color.m), light(color.y)]
  }
  if ('k' in color) return [byte(color.k), byte(color.k), byte(color.k)]
  return [0, 0, 0]
}

function byte(value: number): number {
  return Math.round(Math.min(Math.max(finite(value), 0), 255))
}

function finite(value: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, -1e6), 1e6) : 0
}

/** Without other control characters than line ends. The length stays, since runs are counted in it. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r', '\n')
    .replaceAll('\u0003', '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
}
