import type { ByteView } from './byte-view.ts'

/** A table in the stream of a WOFF2 file. */
interface Woff2Entry {
  readonly tag: string
  /** Its length in the stream, in bytes. */
  readonly stored: number
}

const headerBytes = 48
const collection = 'ttcf'

/** Tags that have a number instead of letters (WOFF 2.0, 4.1), in order from 0. */
const knownTags =
  'cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT ' +
  'VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar ' +
  'fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill'

/**
 * Reads the directory of a WOFF2 file with `count` tables. `end` is where the stream starts; `fontNames` the version of
 * the font (of the first, in a collection). Throws a RangeError outside of the file.
 */
export function readWoff2Directory(
  view: ByteView,
  count: number,
): { readonly entries: readonly Woff2Entry[]; readonly end: number; readonly fontNames: string } {
  let at = headerBytes
  const number = () => {
    let value = 0
    for (let digits = 0; digits < 5; digits++) {
      const byte = view.u8(at++)
      value = value * 128 + (byte & 0x7f)
      if ((byte & 0x80) === 0) return value
    }
    throw new RangeError('a number of more than five bytes')
  }
  const entries = Array.from({ length: count }, (): Woff2Entry => {
    const flags = view.u8(at++)
    const known = flags & 0x3f
    const tag = known === 0x3f ? view.tag(at) : knownTags.slice(known * 5, known * 5 + 4)
    if (known === 0x3f) at += 4
    const version = flags >> 6
    const length = number()
    // Glyphs and their places are transformed unless version 3 says not; all others only when a version says so.
    const transformed = tag === 'glyf' || tag === 'loca' ? version !== 3 : version !== 0
    return { tag, stored: transformed ? number() : length }
  })
  let fontNames = view.tag(4)
  if (fontNames === collection) {
    at += 4
    const fonts = shortNumber(view, at)
    at = fonts.end
    for (let font = 0; font < fonts.value; font++) {
      const tables = shortNumber(view, at)
      if (font === 0) fontNames = view.tag(tables.end)
      at = tables.end + 4
      for (let table = 0; table < tables.value; table++) at = shortNumber(view, at).end
    }
  }
  return { entries, end: at, fontNames }
}

/** WOFF2's 255UInt16. */
function shortNumber(view: ByteView, at: number): { readonly value: number; readonly end: number } {
  const code = view.u8(at)
  if (code === 253) return { value: view.u16(at + 1), end: at + 3 }
  if (code === 255) return { value: view.u8(at + 1) + 253, end: at + 2 }
  if (code === 254) return { value: view.u8(at + 1) + 506, end: at + 2 }
  return { value: code, end: at + 1 }
}
