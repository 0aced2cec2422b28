import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

/** Small chunks are gathered to writes of this size, in bytes. */
const batchBytes = 1024 * 1024
/** So many chunks at most make a write; Linux takes 1024 (IOV_MAX). */
const batchChunks = 1024
/** After so many bytes the disk is told to catch up while more arrive, so that the sync at the end is short. */
const syncBytes = 64 * 1024 * 1024

/** What a stream turned out to be. */
export interface HashedContent {
  /** Hexadecimal, 64 characters. */
  readonly sha256: string
  /** In bytes. */
  readonly size: number
}

/**
 * Writes a stream to the start of an empty file and leaves it durable (fdatasync). Holds two batches at most: one is
 * written while the next is gathered and hashed. Rejects with what the stream throws, what the disk answers, or the
 * signal's reason, and then writes no more; the file stays as it is and open.
 */
export async function hashedWrite(
  file: FileHandle,
  body: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<HashedContent> {
  const hash = createHash('sha256')
  const disk = new DiskQueue(file)
  let size = 0
  let batch: Uint8Array[] = []
  let gathered = 0
  try {
    for await (const chunk of abortable(body, signal)) {
      if (chunk.length === 0) continue
      hash.update(chunk)
      size += chunk.length
      gathered += chunk.length
      batch.push(chunk)
      if (gathered >= batchBytes || batch.length >= batchChunks) {
        await disk.write(batch, gathered)
        batch = []
        gathered = 0
      }
    }
    if (gathered > 0) await disk.write(batch, gathered)
    await disk.finish()
    return { sha256: hash.digest('hex'), size }
  } catch (thrown) {
    await disk.settle()
    throw thrown
  }
}

/** One write and one sync under way at most. */
class DiskQueue {
  readonly #file: FileHandle
  #position = 0
  #unsynced = 0
  #writing: Promise<void> = Promise.resolve()
  #syncing: Promise<void> = Promise.resolve()

  constructor(file: FileHandle) {
    this.#file = file
  }

  /** Waits for the write before it, and starts this one. */
  async write(chunks: Uint8Array[], length: number): Promise<void> {
    await this.#writing
    const position = this.#position
    this.#position += length
    this.#writing = held(writeFully(this.#file, chunks, position))
    this.#unsynced += length
    if (this.#unsynced >= syncBytes) {
      await this.#syncing
      this.#unsynced = 0
      this.#syncing = held(this.#file.datasync())
    }
  }

  async finish(): Promise<void> {
    await this.#writing
    await this.#syncing
    await this.#file.datasync()
  }

  /** Waits until nothing touches the file any more, whatever came of it. */
  async settle(): Promise<void> {
    await Promise.allSettled([this.#writing, this.#syncing])
  }
}

/** A rejection is looked at when the promise is awaited later; until then it is no unhandled one. */
function held(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined)
  return promise
}

/** A disk that fills up may take a part of a write; the rest is tried again, and then fails with the reason. */
async function writeFully(file: FileHandle, chunks: Uint8Array[], position: number): Promise<void> {
  let at = position
  let left = chunks
  while (left.length > 0) {
    const { bytesWritten } = await file.writev(left, at)
    at += bytesWritten
    left = without(left, bytesWritten)
  }
}

function without(chunks: Uint8Array[], count: number): Uint8Array[] {
  let skip = count
  for (const [index, chunk] of chunks.entries()) {
    if (skip < chunk.length) return [chunk.subarray(skip), ...chunks.slice(index + 1)]
    skip -= chunk.length
  }
  return []
}

/** The stream's chunks, until the signal; a stream that is silent does not hold the signal back. */
async function* abortable(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, void> {
  if (signal === undefined) {
    yield* body
    return
  }
  let interrupt: (reason: unknown) => void = () => undefined
  const onAbort = () => interrupt(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  const chunks = body[Symbol.asyncIterator]()
  try {
    for (;;) {
      signal.throwIfAborted()
      // A fresh promise per chunk: racing against one that lives long would keep every chunk in memory.
      const { done, value } = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        interrupt = reject
        chunks.next().then(resolve, reject)
      })
      if (done) return
      yield value
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    // Not awaited: a generator that is waiting for its own source answers only after that.
    void chunks.return?.()?.catch(() => undefined)
  }
}
