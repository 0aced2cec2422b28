import { chown, lstat, mkdir, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DarkroomError } from '../../../core/errors.ts'
import { type Home, hashOf } from './home.ts'
import { socketPort } from './settings.ts'

/** A Unix socket path has at most this many bytes (104 with its end mark on macOS, 108 on Linux). */
export const socketPathLimit = 103

/**
 * The folder for the socket: the home itself or, where that makes too long a path, a private one (mode 0700) in
 * the first of `parents` that does, named by a hash of the home. Throws `invalid-parameter` when that name
 * belongs to someone else.
 */
export async function prepareSocketFolder(home: Home, parents = socketParents()): Promise<string> {
  if (fits(home.folder)) return home.folder
  const name = `darkroom-${await hashOf(home.folder)}`
  const folder = parents.map((parent) => path.join(parent, name)).find(fits) ?? path.join('/tmp', name)
  const owner = home.account ?? { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  try {
    await mkdir(folder, { mode: 0o700 })
    await chown(folder, owner.uid, owner.gid)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
    const facts = await lstat(folder)
    const private_ = facts.isDirectory() && (facts.mode & 0o077) === 0
    if (!private_ || (facts.uid !== owner.uid && facts.uid !== process.getuid?.())) {
      throw new DarkroomError(
        'invalid-parameter',
        `${folder}, the folder for the database's socket, belongs to someone else: remove it.`,
        { field: 'DARKROOM_DATA' },
      )
    }
    await chown(folder, owner.uid, owner.gid)
  }
  return folder
}

/** Removes a socket folder that is not the home. One that another PostgreSQL uses again stays. */
export async function removeSocketFolder(home: Home, folder: string): Promise<void> {
  if (folder !== home.folder) await rmdir(folder).catch(() => undefined)
}

function socketParents(): string[] {
  return process.getuid?.() === 0 && process.platform === 'linux' ? ['/run', tmpdir()] : [tmpdir()]
}

function fits(folder: string): boolean {
  return Buffer.byteLength(path.join(folder, `.s.PGSQL.${socketPort}`)) <= socketPathLimit
}
