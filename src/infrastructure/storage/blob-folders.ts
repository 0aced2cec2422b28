import { mkdir, readdir, rename, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from './storage-error.ts'
import { syncFolders } from './sync-folders.ts'

/** Files of companies are for the server's account only. */
const mode = 0o700
/** An empty file in the folder of all: no blob lies deeper any more, and nobody has to look again. */
const doneMark = '.flat'
const names = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'))

/** Where a blob lies below the folder of all: a key's first two digits, then the key. */
export function placeOfBlob(key: string): string {
  return join(key.slice(0, 2), key)
}

/**
 * Makes the 256 folders that blobs lie in: storing a blob then makes none, and has one folder's entries to sync. The caller
 * syncs the folder of all.
 * Blobs of an earlier version, which lay one folder deeper, are moved up. Safe in several processes at once.
 */
export async function prepareBlobFolders(root: string): Promise<void> {
  const present = new Set(await readdir(root))
  if (!present.has(doneMark)) {
    for (const name of names) if (present.has(name)) await moveUp(join(root, name))
    await writeFile(join(root, doneMark), '')
  }
  const missing = names.filter((name) => !present.has(name))
  for (const name of missing) await mkdir(join(root, name), { recursive: true, mode })
}

async function moveUp(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true })
  const deeper = entries.filter((entry) => entry.isDirectory())
  for (const { name } of deeper) {
    const former = join(folder, name)
    for (const key of await unlessGone(readdir(former), []))
      await unlessGone(rename(join(former, key), join(folder, key)), undefined)
    await syncFolders(folder, folder)
    await unlessGone(rmdir(former), undefined)
  }
}

/** Another process may do the same. */
async function unlessGone<T>(action: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await action
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return otherwise
    throw thrown
  }
}
