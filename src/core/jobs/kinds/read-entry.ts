import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { ArchiveEntry } from '../../processing/archives/archive-entry.ts'

/** Files up to this size, in bytes, are read into memory, so that the next can be read while they are written. */
const smallFileBytes = 1024 * 1024

/** The bytes of a file in an archive. */
export interface EntryContent {
  readonly bytes: AsyncIterable<Buffer>
  /** All of them have been read: the archive may go on to its next file. */
  readonly isRead: boolean
}

/** Reads a file of an archive, at least its beginning. Throws what `open` throws, and `too-large` beyond `maxBytes`. */
export async function readEntry(entry: ArchiveEntry, maxBytes: number): Promise<EntryContent> {
  const chunks = limited(entry, maxBytes)
  const head: Buffer[] = []
  for (let size = 0; size <= smallFileBytes; ) {
    const { done, value } = await chunks.next()
    if (done) return { bytes: all(head), isRead: true }
    head.push(value)
    size += value.length
  }
  return { bytes: all(head, chunks), isRead: false }
}

async function* limited({ size, open }: ArchiveEntry, max: number): AsyncGenerator<Buffer, undefined> {
  const tooLarge = new DarkroomError('too-large', say('entryTooLarge', { max }))
  if (size > max) throw tooLarge
  let bytes = 0
  for await (const chunk of open()) {
    bytes += chunk.length
    if (bytes > max) throw tooLarge
    yield chunk
  }
}

async function* all(head: readonly Buffer[], rest?: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* head
  if (rest) yield* rest
}
