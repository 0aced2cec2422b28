import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'

/** A temporary folder that is older than this was left behind by a process that was killed. */
const leftoverAfterMs = 10 * 60_000

const suffix = '.new'

/**
 * Makes the folder `target` whole or not at all: `fill` works in a new folder (mode 0700) beside it, which then
 * takes its name in one step. When several processes do this at once, one result stays and the others are
 * dropped. Throws what `fill` throws, with nothing left behind.
 */
export async function createFolderOnce(
  target: string,
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  await removeLeftovers(target)
  const folder = `${target}.${randomBytes(6).toString('hex')}${suffix}`
  try {
    await mkdir(folder, { mode: 0o700 })
    await fill(folder)
    await renameUnlessThere(folder, target)
    await syncFolder(path.dirname(target))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function renameUnlessThere(folder: string, target: string): Promise<void> {
  try {
    await rename(folder, target)
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw thrown
  }
}

async function removeLeftovers(target: string): Promise<void> {
  const parent = path.dirname(target)
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${path.basename(target)}.`) || !name.endsWith(suffix)) continue
    const leftover = path.join(parent, name)
    const facts = await stat(leftover).catch(() => undefined)
    if (facts === undefined || Date.now() - facts.mtimeMs < leftoverAfterMs) continue
    await rm(leftover, { recursive: true, force: true })
  }
}

/** A rename survives a power cut only when the folder that holds the name is synced. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
