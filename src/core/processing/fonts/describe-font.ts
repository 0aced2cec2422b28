import type { MetadataRecord } from '../metadata/metadata-record.ts'
import { ByteView } from './byte-view.ts'
import { readFontNames } from './font-names.ts'
import type { FontTables } from './font-tables.ts'

/** Bits of `fsType`: what may be embedded. The strictest that is set counts. */
const embedding: readonly (readonly [bit: number, words: string])[] = [
  [0x0002, 'Restricted'],
  [0x0004, 'PreviewAndPrint'],
  [0x0008, 'Editable'],
]

/**
 * Adds what a font says of itself under `font.`: names, `Weight` (1 to 1000; 400 is regular, 700 bold), `Width` (1 to 9),
 * `Italic`, `Glyphs`, `Embedding`, `Outlines`. Throws a RangeError for tables that are cut off.
 */
export function describeFont(record: MetadataRecord, tables: FontTables): void {
  const { TypographicFamily, TypographicStyle, Family, Style, ...names } = readFontNames(
    tables.table('name') ?? Buffer.alloc(6),
  )
  record.set('font.Family', TypographicFamily ?? Family ?? '')
  record.set('font.Style', TypographicStyle ?? Style ?? '')
  for (const [name, text] of Object.entries(names)) record.set(`font.${name}`, text)
  record.set('font.Outlines', tables.flavor)
  if (tables.names.includes('fvar')) record.set('font.Variable', 'true')
  const glyphs = tables.table('maxp')
  if (glyphs) record.set('font.Glyphs', String(new ByteView(glyphs).u16(4)))
  const metrics = tables.table('OS/2')
  if (metrics) describeStyle(record, new ByteView(metrics))
}

function describeStyle(record: MetadataRecord, view: ByteView): void {
  record.set('font.Weight', String(view.u16(4)))
  record.set('font.Width', String(view.u16(6)))
  const rights = view.u16(8)
  record.set('font.Embedding', embedding.find(([bit]) => (rights & bit) !== 0)?.[1] ?? 'Installable')
  const italicOrOblique = 0x201
  record.set('font.Italic', String((view.u16(62) & italicOrOblique) !== 0))
}
