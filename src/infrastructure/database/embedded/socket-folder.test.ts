import { lstat, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Home } from './home.ts'
import { prepareSocketFolder, removeSocketFolder } from './socket-folder.ts'

let top: string

beforeEach(async () => {
  top = await realpath(await mkdtemp(path.join(tmpdir(), 'socket-')))
})

afterEach(() => rm(top, { recursive: true }))

/** A home whose path has this many bytes. */
async function homeOfLength(length: number): Promise<Home> {
  const folder = path.join(top, 'h'.repeat(length - Buffer.byteLength(top) - 1))
  await mkdir(folder)
  return { folder, cluster: path.join(folder, 'cluster'), password: '', account: undefined }
}

describe('prepareSocketFolder', () => {
  // The socket's name and its slash take 14 bytes of 103.
  it('is the home itself as long as the path fits', async () => {
    const home = await homeOfLength(89)
    expect(await prepareSocketFolder(home, [top])).toBe(home.folder)
  })

  it('is a private folder in the first place that is short enough, the same each time', async () => {
    const home = await homeOfLength(90)
    const folder = await prepareSocketFolder(home, [home.folder, top])
    expect(path.dirname(folder)).toBe(top)
    expect((await lstat(folder)).mode & 0o777).toBe(0o700)
    expect(await prepareSocketFolder(home, [home.folder, top])).toBe(folder)
    await removeSocketFolder(home, folder)
    await expect(lstat(folder)).rejects.toThrow('ENOENT')
  })

  it.each([
    ['a folder that others may enter', (folder: string) => mkdir(folder, { mode: 0o755 })],
    ['a link', (folder: string) => symlink(top, folder)],
  ])('refuses %s under the name', async (_, make) => {
    const home = await homeOfLength(90)
    const folder = await prepareSocketFolder(home, [top])
    await removeSocketFolder(home, folder)
    await make(folder)
    await expect(prepareSocketFolder(home, [top])).rejects.toMatchObject({
      code: 'invalid-parameter',
      message: expect.stringContaining('someone else'),
    })
  })
})
