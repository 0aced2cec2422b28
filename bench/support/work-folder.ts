import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs a task with an empty folder, which is removed whatever comes of it. */
export async function inWorkFolder<T>(task: (folder: string) => Promise<T>): Promise<T> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'darkroom-bench-')))
  // As root, the embedded PostgreSQL runs under another account, which must be able to enter.
  await chmod(folder, 0o755)
  try {
    return await task(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
