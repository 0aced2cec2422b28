import { mkdir, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

/**
 * A private folder for the files that this process makes (`<parent>/work/<host>-<pid>`); on the volume of the storage
 * files are taken over without being copied. Those of processes of
 * this host that are no more are removed. The caller removes its own at the end.
 */
export async function openWorkFolder(parent: string): Promise<string> {
  const root = join(parent, 'work')
  const own = `${hostname()}-${process.pid}`
  await mkdir(root, { recursive: true, mode: 0o700 })
  for (const name of await readdir(root))
    if (isDead(name)) await rm(join(root, name), { recursive: true, force: true })
  await mkdir(join(root, own), { recursive: true, mode: 0o700 })
  return join(root, own)
}

function isDead(name: string): boolean {
  const dash = name.lastIndexOf('-')
  const pid = Number(name.slice(dash + 1))
  if (name.slice(0, dash) !== hostname() || !Number.isSafeInteger(pid) || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
