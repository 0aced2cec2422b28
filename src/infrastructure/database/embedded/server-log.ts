import { open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Home } from './home.ts'
import { outputLimit } from './run-tool.ts'

/** How long each file of the server's log was, in bytes. */
export type LogMark = ReadonlyMap<string, number>

/** Where the server's log ends now. */
export async function markLog(home: Home): Promise<LogMark> {
  const names = await readdir(path.join(home.folder, 'log')).catch(() => [])
  return new Map(
    await Promise.all(names.map(async (name): Promise<[string, number]> => [name, await size(home, name)])),
  )
}

/** What was logged since `mark`, at most `outputLimit` bytes of each file. */
export async function readLogSince(home: Home, mark: LogMark): Promise<string> {
  const parts: string[] = []
  for (const [name, end] of await markLog(home)) {
    const before = mark.get(name) ?? 0
    // A file that became shorter was begun anew.
    const start = Math.max(before > end ? 0 : before, end - outputLimit)
    if (end > start) parts.push(await readPart(path.join(home.folder, 'log', name), start, end - start))
  }
  return parts.join('')
}

async function size(home: Home, name: string): Promise<number> {
  return (await stat(path.join(home.folder, 'log', name))).size
}

async function readPart(file: string, start: number, length: number): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start)
    return buffer.subarray(0, bytesRead).toString()
  } finally {
    await handle.close()
  }
}
