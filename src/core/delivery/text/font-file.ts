import { type FileHandle, open } from 'node:fs/promises'

/** One face of a font file, by its own words. */
export interface FontFace {
  readonly path: string
  /** Which face of a collection. */
  readonly index: number
  readonly family: string
  /** Such as `Bold Italic`. */
  readonly style: string
  readonly postScriptName: string
  /** 100 to 900; 400 is regular, 700 bold. */
  readonly weight: number
  readonly italic: boolean
  /** 1 to 9; 5 is normal. */
  readonly width: number
}

const maxFaces = 64
const maxTables = 256
const maxNameBytes = 1_000_000
const collectionTag = 0x74746366

/**
 * The faces of a TrueType or OpenType file or collection; none when it is no such file. Only the headers are read. Faces without a
 * name are left out.
 */
export async function readFontFaces(path: string): Promise<FontFace[]> {
  const file = await open(path, 'r')
  try {
    const faces: FontFace[] = []
    for (const [index, offset] of (await faceOffsets(file)).entries()) {
      const face = await readFace(file, path, index, offset)
      if (face) faces.push(face)
    }
    return faces
  } finally {
    await file.close()
  }
}

async function bytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

async function faceOffsets(file: FileHandle): Promise<number[]> {
  const head = await bytes(file, 0, 12)
  if (head.length < 12) return []
  const tag = head.readUInt32BE(0)
  if (tag !== collectionTag) return [0x00010000, 0x4f54544f, 0x74727565].includes(tag) ? [0] : []
  const count = Math.min(maxFaces, head.readUInt32BE(8))
  const offsets = await bytes(file, 12, 4 * count)
  return Array.from({ length: Math.floor(offsets.length / 4) }, (_, i) => offsets.readUInt32BE(4 * i))
}

interface Table {
  readonly offset: number
  readonly length: number
}

async function readFace(
  file: FileHandle,
  path: string,
  index: number,
  offset: number,
): Promise<FontFace | undefined> {
  const tables = await readTables(file, offset)
  const nameTable = tables.get('name')
  if (!nameTable) return undefined
  const names = readNames(await bytes(file, nameTable.offset, Math.min(maxNameBytes, nameTable.length)))
  const family = names.get(16) ?? names.get(1)
  if (!family) return undefined
  const os2 = tables.get('OS/2')
  const facts = os2 ? await bytes(file, os2.offset, Math.min(96, os2.length)) : Buffer.alloc(0)
  const style = names.get(17) ?? names.get(2) ?? 'Regular'
  return {
    path,
    index,
    family,
    style,
    postScriptName: names.get(6) ?? family,
    weight: facts.length >= 6 ? facts.readUInt16BE(4) : /bold/i.test(style) ? 700 : 400,
    width: facts.length >= 8 ? facts.readUInt16BE(6) : 5,
    italic: facts.length >= 64 ? (facts.readUInt16BE(62) & 0x201) !== 0 : /italic|oblique/i.test(style),
  }
}

async function readTables(file: FileHandle, offset: number): Promise<ReadonlyMap<string, Table>> {
  const tables = new Map<string, Table>()
  const head = await bytes(file, offset, 12)
  if (head.length < 12) return tables
  const directory = await bytes(file, offset + 12, 16 * Math.min(maxTables, head.readUInt16BE(4)))
  for (let at = 0; at + 16 <= directory.length; at += 16)
    tables.set(directory.toString('latin1', at, at + 4), {
      offset: directory.readUInt32BE(at + 8),
      length: directory.readUInt32BE(at + 12),
    })
  return tables
}

const english = 0x409

/** Names by their id, in English where there is a choice. */
function readNames(table: Buffer): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  if (table.length < 6) return names
  const count = table.readUInt16BE(2)
  const strings = table.readUInt16BE(4)
  const ranks = new Map<number, number>()
  for (let at = 6; at + 12 <= table.length && at < 6 + 12 * count; at += 12) {
    const platform = table.readUInt16BE(at)
    const language = table.readUInt16BE(at + 4)
    const id = table.readUInt16BE(at + 6)
    const start = strings + table.readUInt16BE(at + 10)
    const text = table.subarray(start, start + table.readUInt16BE(at + 8))
    const rank = platform === 3 ? (language === english ? 3 : 2) : platform === 1 ? 1 : 0
    if (text.length === 0 || rank <= (ranks.get(id) ?? -1)) continue
    ranks.set(id, rank)
    names.set(id, platform === 1 ? text.toString('latin1') : utf16(text))
  }
  return names
}

function utf16(text: Buffer): string {
  return Buffer.from(text.subarray(0, text.length & ~1))
    .swap16()
    .toString('utf16le')
}
