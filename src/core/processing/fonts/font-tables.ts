import { brotliDecompressSync, inflateSync } from 'node:zlib'
import { ByteView } from './byte-view.ts'
import { readWoff2Directory } from './woff2-directory.ts'

/** The tables of one font by their four letters. A table is unpacked when it is asked for. */
export interface FontTables {
  /** Of the outlines: TrueType or PostScript (CFF). */
  readonly flavor: 'TrueType' | 'OpenType'
  readonly names: readonly string[]
  table(tag: string): Buffer | undefined
}

/** More tables than any font has. */
const maxTables = 256
/** More fonts than any collection has. */
const maxFonts = 256
/** The largest table that is unpacked, in bytes. */
const maxTableBytes = 64 * 1024 * 1024

/**
 * The fonts of a file: one, or all of a collection. Throws a RangeError for tables that lie outside of the file or are too
 * many or too large, and zlib's errors for damaged compression.
 */
export function readFontTables(file: Buffer): FontTables[] {
  const view = new ByteView(file)
  switch (view.tag(0)) {
    case 'ttcf':
      return collectionOffsets(view).map((at) => sfntTables(view, at))
    case 'wOFF':
      return [woffTables(view)]
    case 'wOF2':
      return [woff2Tables(view)]
    default:
      return [sfntTables(view, 0)]
  }
}

function collectionOffsets(view: ByteView): number[] {
  const count = bounded(view.u32(8), maxFonts, 'fonts')
  return Array.from({ length: count }, (_, index) => view.u32(12 + index * 4))
}

function sfntTables(view: ByteView, start: number): FontTables {
  const count = bounded(view.u16(start + 4), maxTables, 'tables')
  const tables = new Map<string, Buffer>()
  for (let at = start + 12, left = count; left > 0; left--, at += 16)
    tables.set(view.tag(at), view.part(view.u32(at + 8), view.u32(at + 12)))
  return { flavor: flavorOf(view.tag(start)), names: [...tables.keys()], table: (tag) => tables.get(tag) }
}

function woffTables(view: ByteView): FontTables {
  const count = bounded(view.u16(12), maxTables, 'tables')
  const tables = new Map<string, { readonly packed: Buffer; readonly length: number }>()
  for (let at = 44, left = count; left > 0; left--, at += 20) {
    const length = bounded(view.u32(at + 12), maxTableBytes, 'bytes of a table')
    tables.set(view.tag(at), { packed: view.part(view.u32(at + 4), view.u32(at + 8)), length })
  }
  return {
    flavor: flavorOf(view.tag(4)),
    names: [...tables.keys()],
    table: (tag) => {
      const table = tables.get(tag)
      if (!table) return undefined
      const { packed, length } = table
      if (packed.length > length) throw new RangeError(`bytes beyond the ${length} of a table`)
      return packed.length < length ? inflateSync(packed, { maxOutputLength: Math.max(length, 1) }) : packed
    },
  }
}

/** All tables of a WOFF2 are one compressed stream, in the order of its directory. */
function woff2Tables(view: ByteView): FontTables {
  const count = bounded(view.u16(12), maxTables, 'tables')
  const { entries, end, fontNames } = readWoff2Directory(view, count)
  const total = bounded(
    entries.reduce((sum, { stored }) => sum + stored, 0),
    maxTableBytes,
    'bytes of tables',
  )
  const stream = new ByteView(
    brotliDecompressSync(view.part(end, view.u32(20)), { maxOutputLength: Math.max(total, 1) }),
  )
  const tables = new Map<string, Buffer>()
  let at = 0
  for (const { tag, stored } of entries) {
    if (!tables.has(tag)) tables.set(tag, stream.part(at, stored))
    at += stored
  }
  return { flavor: flavorOf(fontNames), names: [...tables.keys()], table: (tag) => tables.get(tag) }
}

function flavorOf(version: string): FontTables['flavor'] {
  return version === 'OTTO' ? 'OpenType' : 'TrueType'
}

function bounded(value: number, max: number, what: string): number {
  if (value > max) throw new RangeError(`${value} ${what}; at most ${max}`)
  return value
}
