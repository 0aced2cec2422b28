import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readZip } from '../../../test/support/read-zip.ts'
import { FileBlobStore } from '../../infrastructure/storage/file.ts'
import { writeZip, type ZipEntry } from './write-zip.ts'

let folder: string
let blobs: FileBlobStore
let entry: ZipEntry
const content = Buffer.alloc(300_000, 'pixels')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'darkroom-zip-'))
  blobs = await FileBlobStore.open(join(folder, 'blobs'))
  const { key, size } = await (await blobs.stage(Readable.from([content]))).commit()
  entry = { path: 'shoes/ü.jpg', key, size, modifiedAt: new Date('2026-01-02T03:04:06Z') }
})
afterAll(async () => await rm(folder, { recursive: true, force: true }))

const write = async (name: string, entries: ZipEntry[], signal = new AbortController().signal) => {
  await writeZip(join(folder, name), blobs, entries, signal)
  return await readFile(join(folder, name))
}

describe('writeZip', () => {
  it('writes each blob once, in their order, and the same ZIP again', async () => {
    const entries = [entry, { ...entry, path: 'b.jpg' }]
    const zip = await write('good.zip', entries)
    expect(readZip(zip)).toEqual([
      { path: 'shoes/ü.jpg', data: content },
      { path: 'b.jpg', data: content },
    ])
    expect((await write('again.zip', entries)).equals(zip)).toBe(true)
  })

  it.each<[string, Partial<ZipEntry>, object]>([
    ['a blob is missing', { key: '0'.repeat(64) }, { code: 'not-found' }],
    ['a blob has another size', { size: 7 }, expect.any(Error)],
  ])('fails when %s', async (_case, change, error) => {
    const entries = [entry, { ...entry, path: 'b.jpg', ...change }, { ...entry, path: 'c.jpg' }]
    await expect(write(`${_case}.zip`, entries)).rejects.toMatchObject(error)
  })

  it('stops with its signal', async () => {
    const reason = new Error('the worker stops')
    await expect(write('stopped.zip', [entry], AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})
