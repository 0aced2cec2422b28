import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BlobStore } from '../../src/core/ports.ts'

/** A store for one test, with nothing in it. */
export interface BlobStoreUnderTest {
  readonly store: BlobStore
  /** How many uploads lie in staging, complete or not. */
  staged(): Promise<number>
  close(): Promise<void>
}

/** What every BlobStore must do. `open` is called before each test. */
export function describeBlobStore(name: string, open: () => Promise<BlobStoreUnderTest>): void {
  const absent = 'f'.repeat(64)
  let test: BlobStoreUnderTest
  let store: BlobStore

  async function put(content: Buffer): Promise<string> {
    const staged = await store.stage(Readable.from([content]))
    return (await staged.commit()).key
  }

  async function get(key: string, start?: number, end?: number): Promise<Buffer> {
    const range = start === undefined || end === undefined ? undefined : { start, end }
    return Buffer.concat(await Array.fromAsync(await store.read(key, range)))
  }

  describe(name, () => {
    beforeEach(async () => {
      test = await open()
      store = test.store
    })

    afterEach(() => test.close())

    it.each([
      ['nothing', [Buffer.alloc(0)]],
      ['one byte', [Buffer.from('x')]],
      ['many small chunks', Array.from({ length: 5000 }, (_, index) => Buffer.from(`chunk ${index}\n`))],
      ['chunks that are large and odd', [randomBytes(3_000_001), randomBytes(1), randomBytes(1_048_576)]],
      ['plain byte arrays', [Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)]],
    ])('keeps %s as it came', async (_, chunks) => {
      const content = Buffer.concat(chunks)
      const staged = await store.stage(Readable.from(chunks))
      expect(staged.sha256).toBe(createHash('sha256').update(content).digest('hex'))
      expect(staged.size).toBe(content.length)
      const facts = await staged.commit()
      expect(facts.size).toBe(content.length)
      expect(await store.stat(facts.key)).toEqual(facts)
      expect((await get(facts.key)).equals(content)).toBe(true)
      expect(content.equals(await store.readWhole(facts.key))).toBe(true)
      expect(await test.staged()).toBe(0)
    })

    it('takes over a finished file under a key of the caller, once or twice', async () => {
      const key = 'ab'.repeat(32)
      const folder = await mkdtemp(join(tmpdir(), 'adopt-'))
      try {
        for (const name of ['first', 'again']) {
          const path = join(folder, name)
          await writeFile(path, 'made elsewhere')
          expect(await store.adopt(path, key)).toEqual({ key, size: 14 })
        }
        expect((await get(key)).toString()).toBe('made elsewhere')
        expect(await readdir(folder)).toEqual([])
        expect(await test.staged()).toBe(0)
        await expect(store.adopt(join(folder, 'absent'), key)).rejects.toThrow()
      } finally {
        await rm(folder, { recursive: true })
      }
    })

    it('shows nothing before the commit', async () => {
      const key = await put(Buffer.from('same'))
      await store.remove(key)
      const staged = await store.stage(Readable.from([Buffer.from('same')]))
      expect(await store.stat(key)).toBeUndefined()
      await expect(store.read(key)).rejects.toMatchObject({ code: 'not-found' })
      await staged.commit()
      expect(await store.stat(key)).toEqual({ key, size: 4 })
    })

    it('commits twice with one result', async () => {
      const staged = await store.stage(Readable.from([Buffer.from('a')]))
      expect(await staged.commit()).toEqual(await staged.commit())
      await staged.discard()
      expect((await get(await put(Buffer.from('a')))).toString()).toBe('a')
    })

    it('discards, also twice, and does not commit then', async () => {
      const staged = await store.stage(Readable.from([Buffer.from('a')]))
      await staged.discard()
      await staged.discard()
      expect(await test.staged()).toBe(0)
      await expect(staged.commit()).rejects.toMatchObject({ code: 'conflict' })
    })

    it('does not lose a blob to a discard after the commit', async () => {
      const staged = await store.stage(Readable.from([Buffer.from('a')]))
      const { key } = await staged.commit()
      await staged.discard()
      expect((await get(key)).toString()).toBe('a')
    })

    it('takes the same content many times at once', async () => {
      const content = randomBytes(100_000)
      const keys = await Promise.all(Array.from({ length: 8 }, () => put(content)))
      expect(new Set(keys).size).toBe(1)
      expect((await get(keys[0] ?? '')).equals(content)).toBe(true)
      expect(await test.staged()).toBe(0)
    })

    it('keeps different contents apart', async () => {
      const keys = await Promise.all(
        Array.from({ length: 20 }, (_, index) => put(Buffer.from(`content ${index}`))),
      )
      expect(new Set(keys).size).toBe(20)
      for (const [index, key] of keys.entries()) {
        expect((await get(key)).toString()).toBe(`content ${index}`)
      }
    })

    it.each([
      [0, 0, '0'],
      [2, 5, '2345'],
      [9, 9, '9'],
      [7, 100, '789'],
      [0, 9, '0123456789'],
    ])('reads bytes %i to %i', async (start, end, expected) => {
      const key = await put(Buffer.from('0123456789'))
      expect((await get(key, start, end)).toString()).toBe(expected)
    })

    it.each([
      [10, 12],
      [5, 4],
      [-1, 3],
      [0.5, 3],
    ])('refuses bytes %d to %d of ten', async (start, end) => {
      const key = await put(Buffer.from('0123456789'))
      await expect(store.read(key, { start, end })).rejects.toMatchObject({ code: 'invalid-parameter' })
    })

    it('says not-found for what is not there', async () => {
      await expect(store.read(absent)).rejects.toMatchObject({ code: 'not-found' })
      await expect(store.read(absent, { start: 0, end: 1 })).rejects.toMatchObject({ code: 'not-found' })
      await expect(store.localPath(absent)).rejects.toMatchObject({ code: 'not-found' })
      await expect(async () => await store.readWhole(absent)).rejects.toMatchObject({ code: 'not-found' })
      expect(await store.stat(absent)).toBeUndefined()
    })

    it('removes, also what is absent', async () => {
      const key = await put(Buffer.from('a'))
      await store.remove(key)
      await store.remove(key)
      await store.remove(absent)
      expect(await store.stat(key)).toBeUndefined()
    })

    it.each(['', '..', '../../etc/passwd', '/etc/passwd', `${'f'.repeat(64)}/x`, `${'f'.repeat(64)}\n`])(
      'refuses the key %j',
      async (key) => {
        const refusal = { code: 'invalid-parameter' }
        await expect(store.read(key)).rejects.toMatchObject(refusal)
        await expect(store.stat(key)).rejects.toMatchObject(refusal)
        await expect(store.remove(key)).rejects.toMatchObject(refusal)
        await expect(store.localPath(key)).rejects.toMatchObject(refusal)
      },
    )

    it('gives a local path to read at random', async () => {
      const key = await put(Buffer.from('local'))
      expect(await readFile(await store.localPath(key), 'utf8')).toBe('local')
    })

    it('leaves nothing behind when the source fails', async () => {
      async function* broken() {
        yield randomBytes(3_000_000)
        throw new Error('connection reset')
      }
      await expect(store.stage(broken())).rejects.toThrow('connection reset')
      expect(await test.staged()).toBe(0)
    })

    it('leaves nothing behind when the signal aborts while the source is silent', async () => {
      const abort = new AbortController()
      let reachedSilence = () => {}
      const silence = new Promise<void>((resolve) => {
        reachedSilence = resolve
      })
      async function* silent() {
        yield randomBytes(3_000_000)
        reachedSilence()
        await new Promise(() => undefined)
      }
      const staging = store.stage(silent(), abort.signal)
      const outcome = expect(staging).rejects.toThrow('enough')
      await silence
      abort.abort(new Error('enough'))
      await outcome
      expect(await test.staged()).toBe(0)
    })

    it('does not begin when the signal has aborted before', async () => {
      const source = Readable.from([Buffer.from('a')])
      await expect(store.stage(source, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
      expect(await test.staged()).toBe(0)
    })

    it('takes a whole stream under a signal that does not abort', async () => {
      const chunks = Array.from({ length: 200 }, () => randomBytes(10_000))
      const staged = await store.stage(Readable.from(chunks), new AbortController().signal)
      const { key } = await staged.commit()
      expect((await get(key)).equals(Buffer.concat(chunks))).toBe(true)
    })
  })
}
