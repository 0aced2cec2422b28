import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestRun, type TestRun } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

it.each([
  ['logo.ai', '%PDF-1.7', 'Illustrator', 'application/illustrator'],
  ['style.css', 'a { }', 'Css', 'text/css'],
  ['notes.txt', 'words', 'Asset', 'text/plain'],
  ['thing.bin', '\x01\x02\x03', 'Asset', 'application/octet-stream'],
] as const)('%s is stored as it is', async (name, content, assetType, mimeType) => {
  const result = await run.process(name, Buffer.from(content, 'latin1'), { xmpKeywords: ['a'] })
  expect(result).toEqual({
    assetType,
    mimeType,
    metadata: { 'dc.subject': '["a"]' },
    derived: [],
    warnings: [],
  })
})

it('says that no picture is made of an image it can not read', async () => {
  const result = await run.process('a.jxl', Buffer.from('\0\0\0\x0cJXL ', 'latin1'))
  expect(result).toMatchObject({ assetType: 'Image', derived: [] })
  expect(result.image).toBeUndefined()
  expect(result.warnings).toHaveLength(1)
})

it('says when the content is not what the extension promises', async () => {
  const options = { pdfOptions: { process: 'None' } } as const
  expect((await run.process('a.mp4', '%PDF-1.7', options)).warnings).toEqual([
    '"a.mp4" has the extension .mp4, but its content is application/pdf.',
  ])
  expect((await run.process('a.mp4', '\x01\x02')).warnings).toEqual([
    '"a.mp4" has the extension .mp4, but its content was not recognised.',
  ])
})

it('finds the parts of office files in real containers', async () => {
  const ole = Buffer.alloc(4096)
  ole.write('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 0, 'latin1')
  ole.writeUInt16LE(9, 30)
  ole.writeUInt32LE(2, 48)
  ole.write('WordDocument', 3 * 512, 'utf16le')
  expect((await run.process('a.doc', ole)).assetType).toBe('Word')
  const zip = Buffer.concat([
    Buffer.from('PK\x03\x04'),
    Buffer.alloc(100_000),
    Buffer.from('[Content_Types].xml xl/a'),
  ])
  expect((await run.process('a.xlsx', zip)).assetType).toBe('Excel')
})
