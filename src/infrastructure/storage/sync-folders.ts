import { open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes the entries of a folder and of those above it, up to `last`, durable. */
export async function syncFolders(first: string, last: string): Promise<void> {
  for (let path = first; path.length >= last.length; path = dirname(path)) {
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
    if (path === last) return
  }
}
