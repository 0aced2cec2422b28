import { readFile } from 'node:fs/promises'
import { brotliCompressSync, deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestRun, type TestRun } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

type Tables = Readonly<Record<string, Buffer>>

function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  for (const [i, value] of values.entries()) bytes.writeUInt16BE(value, i * 2)
  return bytes
}
function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value, i * 4)
  return bytes
}

function nameTable(names: Readonly<Record<number, string>>): Buffer {
  const texts = Object.entries(names).map(([id, text]) => ({
    id: Number(id),
    bytes: Buffer.from(text, 'utf16le').swap16(),
  }))
  let offset = 0
  const records = texts.map(({ id, bytes }) => {
    const record = u16(3, 1, 0x409, id, bytes.length, offset)
    offset += bytes.length
    return record
  })
  return Buffer.concat([
    u16(0, texts.length, 6 + texts.length * 12),
    ...records,
    ...texts.map(({ bytes }) => bytes),
  ])
}

function styleTable(weight: number, italic: boolean): Buffer {
  const table = Buffer.alloc(96)
  table.writeUInt16BE(weight, 4)
  table.writeUInt16BE(5, 6)
  table.writeUInt16BE(8, 8)
  table.writeUInt16BE(italic ? 1 : 0, 62)
  return table
}

/** The tables that are read of a font; nothing can be drawn with them. */
const tables = (family = 'Darkroom Grüße'): Tables => ({
  name: nameTable({
    1: family,
    2: 'Bold Italic',
    4: `${family} Bold Italic`,
    5: 'Version 1.5',
    6: 'Darkroom-BoldItalic',
  }),
  'OS/2': styleTable(700, true),
  maxp: u16(0, 0x5000, 321),
})

function sfnt(content: Tables, version: string, base = 0): Buffer {
  const entries = Object.entries(content)
  let offset = base + 12 + entries.length * 16
  const directory = entries.map(([tag, bytes]) => {
    const entry = Buffer.concat([Buffer.from(tag), u32(0, offset, bytes.length)])
    offset += bytes.length
    return entry
  })
  const head = Buffer.concat([Buffer.from(version, 'latin1'), u16(entries.length, 0, 0, 0)])
  return Buffer.concat([head, ...directory, ...entries.map(([, bytes]) => bytes)])
}

function woff(content: Tables): Buffer {
  const entries = Object.entries(content).map(([tag, bytes]) => ({ tag, bytes, packed: deflateSync(bytes) }))
  let offset = 44 + entries.length * 20
  const directory = entries.map(({ tag, bytes, packed }) => {
    const stored = packed.length < bytes.length ? packed : bytes
    const entry = Buffer.concat([Buffer.from(tag), u32(offset, stored.length, bytes.length, 0)])
    offset += stored.length
    return entry
  })
  const head = Buffer.concat([
    Buffer.from('wOFF\0\x01\0\0', 'latin1'),
    u32(offset),
    u16(entries.length, 0),
    Buffer.alloc(28),
  ])
  return Buffer.concat([
    head,
    ...directory,
    ...entries.map(({ bytes, packed }) => (packed.length < bytes.length ? packed : bytes)),
  ])
}

function woff2(content: Tables): Buffer {
  const known: Readonly<Record<string, number>> = { maxp: 4, name: 5, 'OS/2': 6 }
  const entries = Object.entries(content)
  const base128 = (value: number) => (value < 128 ? [value] : [128 | (value >> 7), value & 127])
  const directory = Buffer.from(
    entries.flatMap(([tag, bytes]) => [known[tag] ?? 0, ...base128(bytes.length)]),
  )
  const packed = brotliCompressSync(Buffer.concat(entries.map(([, bytes]) => bytes)))
  const head = Buffer.alloc(48)
  head.write('wOF2\0\x01\0\0', 0, 'latin1')
  head.writeUInt16BE(entries.length, 12)
  head.writeUInt32BE(packed.length, 20)
  return Buffer.concat([head, directory, packed])
}

function collection(): Buffer {
  const first = sfnt(tables('First'), '\0\x01\0\0', 20)
  const second = sfnt(tables('Second'), '\0\x01\0\0', 20 + first.length)
  return Buffer.concat([
    Buffer.from('ttcf\0\x01\0\0', 'latin1'),
    u32(2, 20, 20 + first.length),
    first,
    second,
  ])
}

describe('a font', () => {
  it.each([
    ['a.ttf', 'font/ttf', 'TrueType', sfnt(tables(), '\0\x01\0\0')],
    ['a.otf', 'font/otf', 'OpenType', sfnt(tables(), 'OTTO')],
    ['a.woff', 'font/woff', 'TrueType', woff(tables())],
    ['a.woff2', 'font/woff2', 'TrueType', woff2(tables())],
  ])('%s tells its names and style', async (name, mimeType, outlines, content) => {
    expect(await run.process(name, content, { xmpKeywords: ['house'] })).toEqual({
      assetType: 'Font',
      mimeType,
      derived: [],
      warnings: [],
      metadata: {
        'font.Family': 'Darkroom Grüße',
        'font.Style': 'Bold Italic',
        'font.FullName': 'Darkroom Grüße Bold Italic',
        'font.PostScriptName': 'Darkroom-BoldItalic',
        'font.Version': 'Version 1.5',
        'font.Outlines': outlines,
        'font.Glyphs': '321',
        'font.Weight': '700',
        'font.Width': '5',
        'font.Embedding': 'Editable',
        'font.Italic': 'true',
        'dc.subject': '["house"]',
      },
    })
  })

  it('of a system is read', async () => {
    const file = await readFile('/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf').catch(() => undefined)
    if (!file) return
    const { metadata } = await run.process('DejaVuSans-Bold.ttf', file)
    expect(metadata).toMatchObject({
      'font.Family': 'DejaVu Sans',
      'font.Style': 'Bold',
      'font.PostScriptName': 'DejaVuSans-Bold',
      'font.Weight': '700',
    })
  })

  it('in a collection is one of several', async () => {
    const { metadata } = await run.process('a.ttc', collection())
    expect(metadata).toMatchObject({
      'font.Family': 'First',
      'font.Fonts': '2',
      'font.Families': '["First","Second"]',
    })
  })

  it('without names is kept with a warning', async () => {
    const { warnings } = await run.process('a.ttf', sfnt({ maxp: u16(0, 0, 1) }, '\0\x01\0\0'))
    expect(warnings).toEqual(['"a.ttf" does not tell its name.'])
  })
})

describe('a damaged font', () => {
  const good = sfnt(tables(), '\0\x01\0\0')
  const lyingOffset = Buffer.from(good)
  lyingOffset.writeUInt32BE(0xfffffff0, 12 + 8)
  const lyingName = Buffer.from(good)
  lyingName.writeUInt16BE(0xffff, good.readUInt32BE(20) + 6 + 8)
  const manyFonts = Buffer.from(collection())
  manyFonts.writeUInt32BE(0xffffffff, 8)
  const bomb = woff({ ...tables(), 'OS/2': Buffer.alloc(60_000_000) })
  bomb.writeUInt32BE(1_000_000, 44 + 20 + 12)
  const shrinking = woff(tables())
  shrinking.writeUInt32BE(1, 44 + 12)
  const broken = woff2(tables())
  broken.fill(0xff, broken.length - 40)

  it.each([
    ['cut off', good.subarray(0, good.length - 50)],
    ['with a table outside of it', lyingOffset],
    ['with a name outside of its table', lyingName],
    ['with more fonts than bytes', manyFonts],
    ['whose table unpacks to more than it says', bomb],
    ['with a table that is larger packed', shrinking],
    ['with broken compression', broken],
    ['of four bytes', Buffer.from('\0\x01\0\0\0', 'latin1')],
  ])('%s is an error of the file', async (_, content) => {
    await expect(run.process('a.ttf', content)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining('"a.ttf" is damaged or cut off: '),
    })
  })
})
