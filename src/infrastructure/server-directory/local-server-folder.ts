import { constants, type Dirent, type Stats } from 'node:fs'
import { type FileHandle, lstat, open, opendir, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DarkroomError } from '../../core/errors.ts'
import { type MessageKey, say } from '../../core/messages/messages.ts'
import type { ServerEntry, ServerFolder } from '../../core/ports.ts'
import { TransientError } from '../../core/transient-error.ts'

/** Size of the pieces a file is read in, in bytes. */
const readChunkBytes = 256 * 1024
/** Neither follows a link nor waits for the other end of a pipe. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** What the system says of a path that can not be read; anything else is a fault of the server. */
const unreadable: Readonly<Record<string, MessageKey>> = {
  ENOENT: 'pathGone',
  ENOTDIR: 'pathGone',
  EACCES: 'pathForbidden',
  EPERM: 'pathForbidden',
  ELOOP: 'pathIsLink',
  ENAMETOOLONG: 'pathTooLong',
  ENXIO: 'pathNoFile',
}

/** A folder of this machine below which nothing that has a link on its way is read. */
export class LocalServerFolder implements ServerFolder {
  readonly #root: string

  /** `root`: a real path (no links in it). */
  constructor(root: string) {
    this.#root = root
  }

  async *entries(path: string): AsyncGenerator<ServerEntry> {
    const folder = this.#pathOf(path)
    try {
      await requireReal(folder, path)
      for await (const entry of await opendir(folder)) yield { name: entry.name, kind: kindOf(entry) }
    } catch (thrown) {
      throw readError(thrown, path)
    }
  }

  async *read(path: string, maxBytes = Number.MAX_SAFE_INTEGER): AsyncGenerator<Uint8Array> {
    let file: FileHandle | undefined
    try {
      file = await open(this.#pathOf(path), openFlags)
      const before = await file.stat()
      await this.#requireOpened(before, path)
      if (before.size > maxBytes) throw tooLarge(path, before.size, maxBytes)
      let size = 0
      for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: readChunkBytes })) {
        size += chunk.length
        if (size > maxBytes) throw tooLarge(path, size, maxBytes)
        yield chunk
      }
      const after = await file.stat()
      if (size !== before.size || after.mtimeMs !== before.mtimeMs) throw changed(path)
    } catch (thrown) {
      throw readError(thrown, path)
    } finally {
      await file?.close()
    }
  }

  /** A folder on the way may have been swapped for a link since it was listed: what was opened must be what lies there. */
  async #requireOpened(opened: Stats, path: string): Promise<void> {
    if (!opened.isFile()) throw new DarkroomError('bad-file', say('pathNoFile', { path }))
    await requireReal(this.#pathOf(path), path)
    const { dev, ino } = await lstat(this.#pathOf(path))
    if (dev !== opened.dev || ino !== opened.ino) throw changed(path)
  }

  #pathOf(path: string): string {
    return resolve(join(this.#root, path))
  }
}

async function requireReal(absolute: string, path: string): Promise<void> {
  if ((await realpath(absolute)) !== absolute)
    throw new DarkroomError('bad-file', say('pathThroughLink', { path }))
}

function kindOf(entry: Dirent): ServerEntry['kind'] {
  if (entry.isSymbolicLink()) return 'link'
  if (entry.isFile()) return 'file'
  return entry.isDirectory() ? 'folder' : 'other'
}

function changed(path: string): TransientError {
  return new TransientError(say('pathChanged', { path }))
}

function tooLarge(path: string, size: number, maxBytes: number): DarkroomError {
  return new DarkroomError('too-large', say('tooManyBytes', { file: `'${path}'`, size, max: maxBytes }))
}

function readError(thrown: unknown, path: string): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  const message = unreadable[code]
  if (message === undefined) return thrown
  return new DarkroomError('bad-file', { message, args: { path } }, { cause: thrown })
}
