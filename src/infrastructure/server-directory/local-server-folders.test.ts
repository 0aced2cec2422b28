import { execFileSync } from 'node:child_process'
import { appendFile, mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ServerFolder } from '../../core/ports.ts'
import { TransientError } from '../../core/transient-error.ts'
import { LocalServerFolders } from './local-server-folders.ts'

let base: string
let opened: string

beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'darkroom-server-')))
  opened = join(base, 'opened')
  await mkdir(join(opened, 'sub'), { recursive: true })
  await mkdir(join(base, 'opened-not'))
  await writeFile(join(opened, 'a.txt'), 'of a')
  await writeFile(join(opened, 'sub', 'b.txt'), 'of b')
  await writeFile(join(base, 'opened-not', 'secret.txt'), 'secret')
})
afterEach(async () => await rm(base, { recursive: true }))

async function text(folder: ServerFolder, path: string, maxBytes?: number): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of folder.read(path, maxBytes)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

async function entries(folder: ServerFolder, path = ''): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for await (const { name, kind } of folder.entries(path)) found[name] = kind
  return found
}

describe('which folders are open', () => {
  it.each([
    ['', 'a.txt'],
    ['/', 'a.txt'],
    ['/sub', 'b.txt'],
    ['/sub/../sub/', 'b.txt'],
  ])('opens <folder>%s', async (below, file) => {
    const folder = await new LocalServerFolders([opened]).open(opened + below)
    expect(await text(folder, file)).toMatch(/^of/)
  })

  it('takes a relative path from each of the folders', async () => {
    const folders = new LocalServerFolders([join(base, 'opened-not'), opened])
    expect(await entries(await folders.open('sub'))).toEqual({ 'b.txt': 'file' })
  })

  it('compares real paths: a link in front of all is no obstacle, one that leads out is refused', async () => {
    await symlink(opened, join(base, 'link'))
    await symlink(join(base, 'opened-not'), join(opened, 'out'))
    const folders = new LocalServerFolders([join(base, 'link')])
    expect(await entries(await folders.open(join(opened, 'sub')))).toEqual({ 'b.txt': 'file' })
    await expect(folders.open(join(opened, 'out'))).rejects.toThrow(/is no folder inside/)
  })

  it.each([
    '',
    '/opened-not',
    '/opened/..',
    '/opened/../opened-not',
    '/opened/a.txt',
    '/opened/none',
    '/none',
  ])('refuses <parent>%s, whether it exists or not', async (below) => {
    await expect(new LocalServerFolders([opened]).open(base + below)).rejects.toMatchObject({
      code: 'invalid-parameter',
      field: 'serverDir',
      message: `serverDir: '${base}${below}' is no folder inside of those that DARKROOM_SERVER_DIRS opens to jobs.`,
    })
  })

  it.each(['../opened-not', 'sub/../../opened-not', '/', '/etc'])('refuses %s', async (path) => {
    await expect(new LocalServerFolders([opened]).open(path)).rejects.toThrow(/is no folder inside/)
  })

  it('opens nothing when nothing is configured', async () => {
    await expect(new LocalServerFolders([]).open(opened)).rejects.toThrow(
      /DARKROOM_SERVER_DIRS opens no folder/,
    )
  })
})

describe('a folder', () => {
  let folder: ServerFolder
  beforeEach(async () => {
    folder = await new LocalServerFolders([opened]).open(opened)
  })

  it('tells what lies in it', async () => {
    await symlink(join(base, 'opened-not'), join(opened, 'folder-link'))
    await symlink(join(opened, 'a.txt'), join(opened, 'file-link'))
    execFileSync('mkfifo', [join(opened, 'pipe')])
    expect(await entries(folder)).toEqual({
      'a.txt': 'file',
      sub: 'folder',
      'folder-link': 'link',
      'file-link': 'link',
      pipe: 'other',
    })
    expect(await entries(folder, 'sub/')).toEqual({ 'b.txt': 'file' })
  })

  it('follows no link: neither the file, nor a folder on the way, nor a folder that was swapped for one', async () => {
    await symlink(join(base, 'opened-not', 'secret.txt'), join(opened, 'link.txt'))
    await symlink(join(base, 'opened-not'), join(opened, 'way'))
    await rename(join(opened, 'sub'), join(opened, 'gone'))
    await symlink(join(base, 'opened-not'), join(opened, 'sub'))
    for (const path of [
      'link.txt',
      'way/secret.txt',
      'sub/secret.txt',
      '../opened-not/../opened/way/secret.txt',
    ])
      await expect(text(folder, path)).rejects.toThrow(/link/)
    await expect(entries(folder, 'way/')).rejects.toThrow(/link/)
  })

  it.each([
    ['none.txt', /'none.txt' is gone/],
    ['sub', /no ordinary file/],
    ['pipe', /no ordinary file/],
    ['a.txt/b.txt', /is gone/],
  ])('says why %s can not be read', async (path, reason) => {
    execFileSync('mkfifo', [join(opened, 'pipe')])
    await expect(text(folder, path)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(reason),
    })
  })

  it('reads up to a limit', async () => {
    expect(await text(folder, 'a.txt', 4)).toBe('of a')
    await expect(text(folder, 'a.txt', 3)).rejects.toMatchObject({ code: 'too-large' })
  })

  it('notices that a file changes while it is read', async () => {
    await writeFile(join(opened, 'big.bin'), Buffer.alloc(1024 * 1024))
    const read = async () => {
      for await (const _ of folder.read('big.bin')) await appendFile(join(opened, 'big.bin'), 'more')
    }
    await expect(read()).rejects.toThrow(TransientError)
  })
})
