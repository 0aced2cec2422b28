import { pipeline } from 'node:stream/promises'
import { extract, type Header } from 'tar-stream'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import { type ArchiveEntry, ArchiveError } from './archive-entry.ts'
import { TarEnd } from './tar-end.ts'

/** Records of a PAX header say that a file is kept without its empty parts, in one of GNU's forms. */
const sparseRecord = /^GNU\.sparse\./

/** Also TARs from before there was a standard. */
const options = { allowUnknownFormat: true, highWaterMark: 256 * 1024 }

/**
 * The entries of a TAR (ustar, PAX, GNU and older ones). Throws an ArchiveError for one that is damaged or cut off, also
 * while the bytes of a file are read.
 * @param chunks the TAR, unpacked
 * @param progress how much of it is read, 0 to 1
 */
export async function* tarEntries(
  chunks: AsyncIterable<Buffer>,
  progress: () => number,
): AsyncGenerator<ArchiveEntry> {
  const entries = extract(options)
  // What breaks it comes out of the entries.
  const end = new TarEnd()
  const feeding = pipeline(end.watch(chunks), entries).catch(() => undefined)
  try {
    for await (const stream of entries) {
      const content = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
      yield { ...described(stream.header), progress: progress(), open: () => opened(stream.header, content) }
      // What was not wanted of it lies in front of the next.
      for (let rest = await content.next(); !rest.done; ) rest = await content.next()
    }
    if (!end.isMarked) throw new ArchiveError('bad-file', say('archiveNoEnd'))
  } catch (error) {
    throw broken(error)
  } finally {
    entries.destroy()
    await feeding
  }
}

function described({ name, type, size }: Header): Omit<ArchiveEntry, 'open' | 'progress'> {
  if (type === 'directory') return { path: name, kind: 'folder', size }
  if (type === 'file' || type === 'contiguous-file') return { path: name, kind: 'file', size }
  return { path: name, kind: 'other', size }
}

/** Does not close the stream when it is left: that would end the whole archive. */
async function* opened({ pax, size }: Header, content: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (Object.keys(pax ?? {}).some((name) => sparseRecord.test(name)))
    throw new DarkroomError('bad-file', say('entrySparse'))
  let read = 0
  for (;;) {
    const { done, value } = await content.next().catch((error: unknown) => {
      throw broken(error)
    })
    if (done) break
    read += value.length
    yield value
  }
  if (read < size) throw new ArchiveError('bad-file', say('archiveCutInFile', { size }))
}

function broken(error: unknown): unknown {
  if (error instanceof DarkroomError) return error
  const reason = (error instanceof Error ? error.message.split('.')[0] : String(error)) ?? ''
  return new ArchiveError('bad-file', say('archiveDamaged', { reason }), error)
}
