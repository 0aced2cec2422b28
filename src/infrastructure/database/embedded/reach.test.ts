import { chmod, chown, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isReachable } from './reach.ts'

let top: string
const self = { name: 'self', uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
const groupMate = { name: 'mate', uid: 54_321, gid: self.gid }
const stranger = { name: 'stranger', uid: 54_321, gid: 54_321 }

beforeEach(async () => {
  top = await realpath(await mkdtemp(path.join(tmpdir(), 'darkroom-reach-')))
  await chown(top, self.uid, self.gid)
  await chmod(top, 0o755)
})

afterEach(() => rm(top, { recursive: true }))

describe('isReachable', () => {
  it.each([
    [0o755, { self: true, mate: true, stranger: true }],
    [0o711, { self: true, mate: true, stranger: true }],
    [0o744, { self: true, mate: false, stranger: false }],
    [0o750, { self: true, mate: true, stranger: false }],
    [0o700, { self: true, mate: false, stranger: false }],
    // The first digit that fits decides, as in the system.
    [0o705, { self: true, mate: false, stranger: true }],
  ])('below a folder of mode %o is %j', async (mode, wanted) => {
    const folder = path.join(top, 'middle', 'inner')
    await mkdir(folder, { recursive: true })
    await chown(path.dirname(folder), self.uid, self.gid)
    await chmod(path.dirname(folder), mode)
    expect({
      self: await isReachable(folder, self),
      mate: await isReachable(folder, groupMate),
      stranger: await isReachable(folder, stranger),
    }).toEqual(wanted)
  })

  it('follows symbolic links to the folders that count', async () => {
    await mkdir(path.join(top, 'closed', 'inner'), { recursive: true })
    await chmod(path.join(top, 'closed'), 0o700)
    await symlink(path.join(top, 'closed', 'inner'), path.join(top, 'link'))
    expect(await isReachable(path.join(top, 'link', 'absent'), stranger)).toBe(false)
  })

  it('takes what does not exist yet as ours to make', async () => {
    expect(await isReachable(path.join(top, 'a', 'b', 'c'), stranger)).toBe(true)
  })
})
