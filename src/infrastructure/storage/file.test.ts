import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdir, mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { describeBlobStore } from '../../../test/suites/blob-store.ts'
import { FileBlobStore } from './file.ts'
import { ownIdentity } from './process-identity.ts'

const run = promisify(execFile)
let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'darkroom-files-'))
})

afterEach(() => rm(root, { recursive: true }))

describe('in a folder that is emptied after each test', () => {
  let shared: string
  let store: FileBlobStore

  // The 256 folders of an open store take longer than most tests.
  beforeAll(async () => {
    shared = await mkdtemp(join(tmpdir(), 'darkroom-files-'))
    store = await FileBlobStore.open(shared)
  })
  afterAll(() => rm(shared, { recursive: true }))

  describeBlobStore('FileBlobStore', async () => ({
    store,
    staged: async () => (await readdir(join(shared, 'staging'))).length,
    close: async () => {
      for (const entry of await readdir(shared, { recursive: true, withFileTypes: true }))
        if (entry.isFile() && !entry.name.startsWith('.')) await rm(join(entry.parentPath, entry.name))
    },
  }))
})

/** Runs a module's text in a Node process of its own, where `store` is a FileBlobStore of the test's folder. */
function script(body: string): string[] {
  const file = JSON.stringify(new URL('file.ts', import.meta.url).href)
  return [
    '--input-type=module',
    '--eval',
    `import { FileBlobStore } from ${file}\nconst store = await FileBlobStore.open(${JSON.stringify(root)})\n${body}`,
  ]
}

describe('FileBlobStore on disk', () => {
  it('fans blobs out over folders', async () => {
    const store = await FileBlobStore.open(root)
    const { key } = await (await store.stage(Readable.from([Buffer.from('a')]))).commit()
    expect(await store.localPath(key)).toBe(join(root, 'blobs', key.slice(0, 2), key))
  })

  it('finds again what another instance stored', async () => {
    const { key } = await (
      await (await FileBlobStore.open(root)).stage(Readable.from([Buffer.from('a')]))
    ).commit()
    expect(await (await FileBlobStore.open(root)).stat(key)).toEqual({ key, size: 1 })
  })

  it('takes along what an earlier version stored one folder deeper', async () => {
    const { key } = await (
      await (await FileBlobStore.open(root)).stage(Readable.from([Buffer.from('a')]))
    ).commit()
    const blobs = join(root, 'blobs')
    const former = join(blobs, key.slice(0, 2), key.slice(2, 4))
    await mkdir(former)
    await rename(join(blobs, key.slice(0, 2), key), join(former, key))
    await rm(join(blobs, '.flat'))
    const stores = await Promise.all([1, 2, 3].map(async () => await FileBlobStore.open(root)))
    for (const store of stores) expect(await store.stat(key)).toEqual({ key, size: 1 })
    expect(await readdir(join(blobs, key.slice(0, 2)))).toEqual([key])
  })

  it('replaces a blob whose size shows damage', async () => {
    const store = await FileBlobStore.open(root)
    const { key } = await (await store.stage(Readable.from([Buffer.from('a')]))).commit()
    await appendFile(await store.localPath(key), 'damage')
    await (await store.stage(Readable.from([Buffer.from('a')]))).commit()
    expect(await store.stat(key)).toEqual({ key, size: 1 })
  })

  it('can be committed again after a commit that failed', async () => {
    const store = await FileBlobStore.open(root)
    const staged = await store.stage(Readable.from([Buffer.from('a')]))
    const folder = join(root, 'blobs', staged.sha256.slice(0, 2))
    await rename(folder, `${folder}-away`)
    await writeFile(folder, 'in the way')
    await expect(staged.commit()).rejects.toThrow()
    await rm(folder)
    await rename(`${folder}-away`, folder)
    expect(await staged.commit()).toEqual({ key: staged.sha256, size: 1 })
  })

  it('leaves nothing behind when the disk takes no more in the middle of a file', async () => {
    const body = `
      async function* endless() { for (;;) yield Buffer.alloc(65536, 1) }
      const refused = await store.stage(endless()).catch((thrown) => thrown.code)
      const cut = await store.stage([Buffer.alloc(8_000_000)]).catch((thrown) => thrown.code)
      const { key } = await (await store.stage([Buffer.from('small')])).commit()
      console.log(refused, cut, (await store.stat(key)).size)`
    // A file size limit of the process (4096 blocks of 512 or 1024 bytes) is the full disk that needs no rights to make.
    const { stdout } = await run('sh', [
      '-c',
      'ulimit -f 4096; exec "$0" "$@"',
      process.execPath,
      ...script(body),
    ])
    expect(stdout.trim()).toBe('too-large too-large 5')
    expect(await readdir(join(root, 'staging'))).toEqual([])
  })
})

describe('cleanStaging', () => {
  const stageAndHang = `
    async function* silent() { yield Buffer.alloc(2_000_000); console.log('staging'); await new Promise(() => {}) }
    setInterval(() => {}, 1000)
    await store.stage(silent())`

  it('removes what a killed process left, and spares a process that runs', async () => {
    const store = await FileBlobStore.open(root)
    const own = await store.stage(Readable.from([Buffer.from('a')]))
    const child = execFile(process.execPath, script(stageAndHang))
    const exited = once(child, 'exit')
    try {
      if (child.stdout === null) throw new Error('no output')
      await once(child.stdout, 'data')
      expect(await store.cleanStaging()).toBe(0)
      expect(await readdir(join(root, 'staging'))).toHaveLength(2)
    } finally {
      child.kill('SIGKILL')
      await exited
    }
    expect(await store.cleanStaging()).toBe(1)
    expect(await own.commit()).toMatchObject({ size: 1 })
  })

  it.each([
    ['an earlier process with the same id', 0, (own: string[]) => [own[0], own[1], '1'], 1],
    ['another machine, just written', 0, (own: string[]) => ['0123456789ab', own[1], own[2]], 0],
    ['another machine, 23 hours old', 23, (own: string[]) => ['0123456789ab', own[1], own[2]], 0],
    ['another machine, 25 hours old', 25, (own: string[]) => ['0123456789ab', own[1], own[2]], 1],
    ['this process, 25 hours old', 25, (own: string[]) => own, 0],
  ])('judges a file of %s', async (_, hours, identity, removed) => {
    const store = await FileBlobStore.open(root)
    const { realm, pid, started } = ownIdentity()
    const name = `${identity([realm, String(pid), started]).join('-')}-0123456789abcdef.part`
    const path = join(root, 'staging', name)
    await writeFile(path, 'x')
    const time = new Date(Date.now() - hours * 3_600_000)
    await utimes(path, time, time)
    expect(await store.cleanStaging()).toBe(removed)
  })

  it('leaves files alone that are not its own', async () => {
    const store = await FileBlobStore.open(root)
    await writeFile(join(root, 'staging', 'notes.txt'), 'x')
    expect(await store.cleanStaging()).toBe(0)
    expect(await readdir(join(root, 'staging'))).toEqual(['notes.txt'])
  })
})
