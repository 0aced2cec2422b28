import { readFileSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { DarkroomError } from '../../core/errors.ts'
import { say } from '../../core/messages/messages.ts'
import type { BlobFacts, BlobStore, ByteRange, StagedBlob } from '../../core/ports.ts'
import { placeOfBlob, prepareBlobFolders } from './blob-folders.ts'
import { hashedWrite } from './hashed-write.ts'
import { isLeftOver } from './left-over.ts'
import { StagedFile } from './staged-file.ts'
import { stagingName } from './staging-name.ts'
import { storageError, systemCode } from './storage-error.ts'
import { syncFolders } from './sync-folders.ts'

const keyShape = /^[0-9a-f]{64}$/
/** Size of the pieces a blob is read in, in bytes. */
const readChunkBytes = 256 * 1024
/** Files of companies are for the server's account only. */
const folderMode = 0o700

/**
 * Blobs as files of one folder on a local disk: `staging/` for what comes in, `blobs/ab/<sha256>` for what is stored. A
 * key is 64 hexadecimal digits, of what was staged the SHA-256 of the content; another form throws `invalid-parameter`. Several processes may share a folder.
 */
export class FileBlobStore implements BlobStore {
  readonly #staging: string
  readonly #blobs: string

  private constructor(root: string) {
    this.#staging = join(root, 'staging')
    this.#blobs = join(root, 'blobs')
  }

  /** Makes the folder and what it needs inside, or takes what is there. */
  static async open(root: string): Promise<FileBlobStore> {
    const store = new FileBlobStore(resolve(root))
    const firstMade = await mkdir(resolve(root), { recursive: true })
    for (const folder of [store.#blobs, store.#staging])
      await mkdir(folder, { recursive: true, mode: folderMode })
    await prepareBlobFolders(store.#blobs)
    await syncFolders(store.#blobs, firstMade === undefined ? resolve(root) : dirname(firstMade))
    return store
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const file = await open(this.#path(key), 'r').catch((thrown) => {
      throw notFound(key, thrown)
    })
    try {
      if (range !== undefined) checkRange(range, (await file.stat()).size)
    } catch (thrown) {
      await file.close()
      throw thrown
    }
    return file.createReadStream({ ...range, highWaterMark: readChunkBytes })
  }

  readWhole(key: string): Buffer {
    const path = this.#path(key)
    try {
      return readFileSync(path)
    } catch (thrown) {
      throw notFound(key, thrown)
    }
  }

  async stage(body: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<StagedBlob> {
    const path = join(this.#staging, stagingName())
    let file: FileHandle | undefined
    try {
      file = await open(path, 'wx')
      const { sha256, size } = await hashedWrite(file, body, signal)
      await file.close()
      return new StagedFile(path, sha256, size, () => this.#commit(path, sha256, size))
    } catch (thrown) {
      await file?.close().catch(() => undefined)
      await rm(path, { force: true })
      throw storageError(thrown)
    }
  }

  async adopt(path: string, key: string): Promise<BlobFacts> {
    let copy: string | undefined
    try {
      const size = await syncedSize(path)
      try {
        return await this.#commit(path, key, size)
      } catch (thrown) {
        if (systemCode(thrown) !== 'EXDEV') throw thrown
      }
      copy = join(this.#staging, stagingName())
      await copyFile(path, copy)
      await syncedSize(copy)
      const facts = await this.#commit(copy, key, size)
      await rm(path)
      return facts
    } catch (thrown) {
      if (copy !== undefined) await rm(copy, { force: true })
      throw storageError(thrown)
    }
  }

  async stat(key: string): Promise<BlobFacts | undefined> {
    const size = await sizeOf(this.#path(key))
    return size === undefined ? undefined : { key, size }
  }

  async remove(key: string): Promise<void> {
    await rm(this.#path(key), { force: true })
  }

  async localPath(key: string): Promise<string> {
    const path = this.#path(key)
    await stat(path).catch((thrown) => {
      throw notFound(key, thrown)
    })
    return path
  }

  /**
   * Removes what dead processes left in staging, and returns the number of files. Spares files of processes that run, and
   * those of other machines or containers until nothing was written to them for a day. For start-up; safe at any time.
   */
  async cleanStaging(): Promise<number> {
    let removed = 0
    for (const name of await readdir(this.#staging)) {
      const path = join(this.#staging, name)
      if (!(await isLeftOver(name, path))) continue
      await rm(path, { force: true })
      removed += 1
    }
    return removed
  }

  /** In the place of a blob that is there: it has the same content, unless it was damaged from outside. */
  async #commit(staged: string, key: string, size: number): Promise<BlobFacts> {
    const path = this.#path(key)
    try {
      await rename(staged, path)
      const folder = dirname(path)
      await syncFolders(folder, folder)
      return { key, size }
    } catch (thrown) {
      throw storageError(thrown)
    }
  }

  #path(key: string): string {
    if (!keyShape.test(key)) {
      throw new DarkroomError(
        'invalid-parameter',
        'The key of a stored file must be 64 hexadecimal digits.',
        {
          field: 'key',
        },
      )
    }
    return join(this.#blobs, placeOfBlob(key))
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return undefined
    throw thrown
  }
}

function notFound(key: string, thrown: unknown): unknown {
  if (systemCode(thrown) !== 'ENOENT') return thrown
  return new DarkroomError('not-found', say('storedFileUnknown', { key }), { field: 'key', cause: thrown })
}

/** RFC 9110, section 14.1.2: an end beyond the content means up to its end; a start beyond it is an error. */
function checkRange({ start, end }: ByteRange, size: number): void {
  if (Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && start < size) return
  throw new DarkroomError(
    'invalid-parameter',
    `The byte range ${start}-${end} is outside the file of ${size} bytes.`,
    { field: 'range' },
  )
}

/** Makes a file durable; gives its size in bytes. */
async function syncedSize(path: string): Promise<number> {
  const file = await open(path, 'r+')
  try {
    await file.datasync()
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}
