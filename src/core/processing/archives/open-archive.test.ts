import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { DarkroomError } from '../../errors.ts'
import { ArchiveError } from './archive-entry.ts'
import { readArchiveLimits } from './archive-limits.ts'
import { archiveEntries, archiveKind } from './open-archive.ts'
import { tarOf, zipOf } from './test-archives.ts'

let folder: string
let files = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archives-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function stored(bytes: Uint8Array): Promise<{ path: string; size: number }> {
  const path = join(folder, `${++files}`)
  await writeFile(path, bytes)
  return { path, size: bytes.length }
}

interface Unpacked {
  /** Path and text, or what is wrong, or the kind of what is no file. */
  readonly entries: readonly (readonly [string, string])[]
  /** What ended it before its time. */
  readonly end: string | undefined
}

async function unpack(
  bytes: Uint8Array,
  { env = {}, fileName = 'a.gz', read = true } = {},
): Promise<Unpacked> {
  const file = await stored(bytes)
  const kind = await archiveKind(file)
  if (!kind) throw new Error('no archive')
  const entries: [string, string][] = []
  try {
    const archive = { ...file, kind, fileName, limits: readArchiveLimits(env), taken: 0 }
    for await (const { path, kind: what, open } of archiveEntries(archive))
      entries.push([path, what === 'file' ? (read ? await text(open) : '') : what])
    return { entries, end: undefined }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    return { entries, end: error.message }
  }
}

/** The text of a file; of one that is longer its length; or why there is none. */
async function text(open: () => AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of open()) chunks.push(chunk)
  } catch (error) {
    if (error instanceof ArchiveError || !(error instanceof DarkroomError)) throw error
    return error.message
  }
  const bytes = Buffer.concat(chunks)
  return bytes.length > 100 ? `${bytes.length} bytes` : bytes.toString()
}

async function yazl(fill: (zip: ZipFile) => void, forceZip64Format = false): Promise<Buffer> {
  const zip = new ZipFile()
  fill(zip)
  zip.end({ forceZip64Format, comment: '' })
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe('ZIP', () => {
  it.each([false, true])('of a common program (ZIP64: %s)', async (zip64) => {
    const zip = await yazl((zip) => {
      zip.addEmptyDirectory('shoes')
      zip.addBuffer(Buffer.from('left '.repeat(1000)), 'shoes/größe.txt', { forceZip64Format: zip64 })
      zip.addBuffer(Buffer.from('right'), 'b.txt', { compress: false, forceZip64Format: zip64 })
    }, zip64)
    expect(await unpack(zip)).toEqual({
      entries: [
        ['shoes/', 'folder'],
        ['shoes/größe.txt', '5000 bytes'],
        ['b.txt', 'right'],
      ],
      end: undefined,
    })
  })

  const german = Buffer.from([0x81, 0x62, 0x65, 0x72, 0x2e, 0x74, 0x78, 0x74])
  const unicodePath = (name: Buffer, path: string, sum = crc32(name)) => {
    const data = Buffer.concat([Buffer.alloc(9), Buffer.from(path)])
    data.writeUInt16LE(0x7075, 0)
    data.writeUInt16LE(data.length - 4, 2)
    data.writeUInt8(1, 4)
    data.writeUInt32LE(sum, 5)
    return data
  }

  it.each([
    ['code page 437', { name: german }, 'über.txt'],
    ['UTF-8 with its flag', { name: 'über.txt', flags: 0x800 }, 'über.txt'],
    ['UTF-8 without it', { name: 'über.txt' }, 'über.txt'],
    ['a Unicode path', { name: german, extra: unicodePath(german, '靴.txt') }, '靴.txt'],
    ['a Unicode path of another name', { name: german, extra: unicodePath(german, '靴.txt', 1) }, 'über.txt'],
  ])('names in %s', async (_, member, name) => {
    expect((await unpack(zipOf([{ ...member, data: 'x' }]))).entries).toEqual([[name, 'x']])
  })

  it.each([
    ['encrypted', { flags: 1 }, 'it is encrypted.'],
    [
      'compressed in another way',
      { method: 14 },
      'its compression (LZMA) is not supported; expected Deflate or none.',
    ],
    ['larger than it says', { method: 8, size: 3 }, 'it is not of the 3 bytes that the archive says.'],
    ['smaller than it says', { method: 8, size: 30 }, 'it is not of the 30 bytes that the archive says.'],
    ['stored with two sizes', { size: 30 }, 'it is not of the 30 bytes that the archive says.'],
    ['damaged', { crc: 1 }, 'its checksum is wrong: it is damaged.'],
    ['of the bytes of another', { sameAs: 0 }, 'its bytes in the archive are those of another file.'],
  ])('a file that is %s is refused, the others are not', async (_, member, reason) => {
    const zip = zipOf([
      { name: 'a', data: 'first' },
      { name: 'b', data: 'middle', ...member },
      { name: 'c', data: 'last', method: 8 },
    ])
    expect(await unpack(zip)).toEqual({
      entries: [
        ['a', 'first'],
        ['b', reason],
        ['c', 'last'],
      ],
      end: undefined,
    })
  })

  it('broken Deflate is the fault of one file', async () => {
    const zip = zipOf([
      { name: 'a', data: 'first'.repeat(100), method: 8 },
      { name: 'b', data: 'last' },
    ])
    zip.fill(0xff, 31, 36)
    const { entries } = await unpack(zip)
    expect(entries[0]?.[1]).toMatch(/^it is damaged \(/)
    expect(entries[1]).toEqual(['b', 'last'])
  })

  it('links and devices are no files', async () => {
    const zip = zipOf([
      { name: 'link', data: '/etc/passwd', mode: 0o120777 },
      { name: 'device', mode: 0o020644 },
      { name: 'file', data: 'x', mode: 0o100644 },
    ])
    expect((await unpack(zip)).entries).toEqual([
      ['link', 'other'],
      ['device', 'other'],
      ['file', 'x'],
    ])
  })

  it('that is cut off or not what it says is broken', async () => {
    const zip = zipOf([{ name: 'a', data: 'x' }])
    expect((await unpack(zip.subarray(0, 40))).end).toMatch(/^it is damaged or cut off \(End of central/)
    const two = [
      { name: 'a', data: 'x' },
      { name: 'b', data: 'y' },
    ]
    expect((await unpack(zipOf(two, { entryCount: 1 }))).end).toBe(
      'it has more entries than the 1 that it says it has.',
    )
    expect((await unpack(zipOf(two, { entryCount: 3 }))).end).toMatch(/^it is damaged or cut off \(/)
    expect((await unpack(zipOf([{ name: 'a', flags: 0x41 }]))).end).toBe('it is encrypted.')
  })
})

describe('TAR', () => {
  const long = `${'folder/'.repeat(40)}größe.txt`

  it.each([false, true])('long names, folders, links (gzip: %s)', async (gzip) => {
    const tar = await tarOf([
      { name: 'shoes/', type: 'directory' },
      { name: long, data: 'deep' },
      { name: 'link', type: 'symlink', linkname: '/etc/passwd' },
      { name: 'hard', type: 'link', linkname: long },
      { name: 'pipe', type: 'fifo' },
      { name: 'device', type: 'character-device' },
      { name: 'empty' },
      { name: 'last', data: 'z'.repeat(100_000) },
    ])
    const entries = [
      ['shoes/', 'folder'],
      [long, 'deep'],
      ['link', 'other'],
      ['hard', 'other'],
      ['pipe', 'other'],
      ['device', 'other'],
      ['empty', ''],
      ['last', '100000 bytes'],
    ]
    expect(await unpack(gzip ? gzipSync(tar) : tar)).toEqual({ entries, end: undefined })
    // Also when nobody reads the files.
    const paths = (await unpack(tar, { read: false })).entries.map(([path]) => path)
    expect(paths).toEqual(entries.map(([path]) => path))
  })

  it('GNU long names and headers from before ustar', async () => {
    const [header = Buffer.alloc(0), content = Buffer.alloc(0)] = [
      (await tarOf([{ name: 'short', data: 'x' }])).subarray(0, 512),
      (await tarOf([{ name: 'short', data: 'x' }])).subarray(512, 1024),
    ]
    const old = Buffer.from(header)
    old.fill(0, 257, 512)
    const link = Buffer.from(old)
    link.write('././@LongLink\0', 0)
    link.write('L', 156)
    link.write(long.length.toString(8).padStart(11, '0'), 124)
    const name = Buffer.alloc(512)
    name.write(long, 'latin1')
    const tar = Buffer.concat([
      withSum(link),
      name,
      withSum(old),
      content,
      withSum(old),
      content,
      Buffer.alloc(1024),
    ])
    const latin = Buffer.from(long, 'latin1').toString()
    expect(await unpack(tar)).toEqual({
      entries: [
        [latin, 'x'],
        ['short', 'x'],
      ],
      end: undefined,
    })
  })

  it('a sparse file is refused', async () => {
    const tar = await tarOf([
      { name: 'a', data: 'x', pax: { 'GNU.sparse.major': '1' } },
      { name: 'b', data: 'y' },
    ])
    expect((await unpack(tar)).entries).toEqual([
      ['a', 'it is kept as a sparse file, which is not supported.'],
      ['b', 'y'],
    ])
  })

  it.each([false, true])('that is cut off gives what is in front (gzip: %s)', async (gzip) => {
    const tar = await tarOf([
      { name: 'a', data: 'first' },
      { name: 'b', data: randomText(100_000) },
    ])
    const cut = gzip ? gzipSync(tar).subarray(0, 30_000) : tar.subarray(0, 30_000)
    const { entries, end } = await unpack(cut)
    expect(entries).toEqual([['a', 'first']])
    expect(end).toMatch(/^it is (damaged or )?cut off/)
  })

  it('that is cut off between two files is not taken for a whole one', async () => {
    const tar = await tarOf([
      { name: 'a', data: 'first' },
      { name: 'b', data: 'second' },
    ])
    expect(await unpack(tar.subarray(0, 1024))).toEqual({
      entries: [['a', 'first']],
      end: 'it is cut off: the mark of its end is missing.',
    })
    expect((await unpack(tar.subarray(0, 2048 + 512))).end).toBeUndefined()
  })

  it('with a damaged header is broken there', async () => {
    const tar = await tarOf([
      { name: 'a', data: 'first' },
      { name: 'b', data: 'second' },
    ])
    tar.write('?', 1024)
    expect(await unpack(tar)).toEqual({
      entries: [['a', 'first']],
      end: 'it is damaged or cut off (Invalid tar header).',
    })
  })
})

describe('gzip', () => {
  it.each([
    ['a.xml.gz', 'a.xml'],
    ['A.SVGZ', 'A.svg'],
    ['photo', 'photo'],
    ['.gz', '.gz'],
  ])('of one file: %s holds %s', async (fileName, path) => {
    expect(await unpack(gzipSync('content'), { fileName })).toEqual({
      entries: [[path, 'content']],
      end: undefined,
    })
  })

  it('that is cut off is broken', async () => {
    const { end } = await unpack(gzipSync(randomText(100_000)).subarray(0, 1000))
    expect(end).toBe('it is damaged or cut off (unexpected end of file).')
  })
})

describe('limits', () => {
  const zeros = Buffer.alloc(70_000_000)

  it.each([
    ['ZIP', async () => zipOf([{ name: 'bomb', data: zeros, method: 8 }])],
    ['gzip', async () => gzipSync(zeros)],
    ['gzipped TAR', async () => gzipSync(await tarOf([{ name: 'bomb', data: zeros }]))],
  ])('a %s that grows without measure is stopped', async (_, make) => {
    expect((await unpack(await make())).end).toMatch(/^it unpacks to more than 200 times its own size/)
  })

  it('on entries and bytes', async () => {
    const members = [1, 2, 3].map((n) => ({ name: `${n}`, data: 'x'.repeat(50) }))
    const env = { DARKROOM_MAX_ARCHIVE_ENTRIES: '2' }
    expect(await unpack(zipOf(members), { env })).toEqual({
      entries: [],
      end: 'it has 3 entries; at most 2 are unpacked.',
    })
    const { entries, end } = await unpack(await tarOf(members), { env })
    expect([entries.length, end]).toEqual([2, 'it has more than 2 entries.'])
    expect(await unpack(zipOf(members), { env: { DARKROOM_MAX_ARCHIVE_BYTES: '120' } })).toMatchObject({
      entries: [['1'], ['2']].map(([name]) => [name, 'x'.repeat(50)]),
      end: 'it unpacks to more than 120 bytes.',
    })
  })
})

describe('documents that are ZIPs are no archives', () => {
  it.each([
    ['Office', [{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }], undefined],
    ['Open Packaging', [{ name: 'FixedDocument.fdseq' }, { name: '[Content_Types].xml' }], undefined],
    ['OpenDocument and EPUB', [{ name: 'mimetype', data: 'application/epub+zip' }], undefined],
    ['a folder of one', [{ name: 'a/[Content_Types].xml' }, { name: 'a/word/document.xml' }], 'zip'],
  ] as const)('%s', async (_, members, kind) => {
    expect(await archiveKind(await stored(zipOf(members)))).toBe(kind)
  })

  it('but a ZIP that holds one is', async () => {
    const inner = zipOf([{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }])
    expect(await archiveKind(await stored(zipOf([{ name: 'a.docx', data: inner }])))).toBe('zip')
  })
})

/** With the right checksum, as in headers of any age. */
function withSum(header: Buffer): Buffer {
  const copy = Buffer.from(header)
  copy.write('        ', 148)
  const sum = copy.reduce((total, byte) => total + byte, 0)
  copy.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return copy
}

/** Does not compress. */
function randomText(length: number): string {
  let state = 1
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return String.fromCharCode(32 + ((state >>> 16) % 90))
  }).join('')
}
