import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Account } from './account.ts'

/** "May enter this folder", as the lowest of the three permission digits. */
const enter = 0o1

/**
 * Whether `account` may enter `folder`, by the permission bits of it and of every folder above. What does not
 * exist yet is taken as reachable, since we create it.
 */
export async function isReachable(folder: string, account: Account): Promise<boolean> {
  for (const one of upwards(await existingPart(path.resolve(folder)))) {
    const { mode, uid, gid } = await stat(one)
    const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0
    if (((mode >> shift) & enter) === 0) return false
  }
  return true
}

/** The longest part of a path that exists, with symbolic links resolved. */
async function existingPart(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown
    return existingPart(path.dirname(folder))
  }
}

function upwards(folder: string): string[] {
  const parent = path.dirname(folder)
  return parent === folder ? [folder] : [folder, ...upwards(parent)]
}
