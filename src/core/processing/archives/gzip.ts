import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { say } from '../../messages/messages.ts'
import { isTarHeader, tarBlockBytes } from '../recognition/tar-header.ts'
import { type ArchiveEntry, ArchiveError, type ArchiveFile } from './archive-entry.ts'
import { tarEntries } from './tar-entries.ts'
import type { UnpackBudget } from './unpack-budget.ts'

/**
 * What is in a gzip file: the entries of a TAR, or the one file, under the name of the archive without `.gz`. Throws an
 * ArchiveError for one that is damaged or cut off.
 */
export async function* gzipEntries(
  file: ArchiveFile,
  fileName: string,
  budget: UnpackBudget,
): AsyncGenerator<ArchiveEntry> {
  const reading = createReadStream(file.path)
  const progress = () => reading.bytesRead / Math.max(file.size, 1)
  // What breaks it comes out of the stream that is read.
  const chunks = counted(
    pipeline(reading, createGunzip(), () => undefined),
    budget,
  )
  try {
    const head: Buffer[] = []
    for (let bytes = 0; bytes < tarBlockBytes; ) {
      const { done, value } = await chunks.next()
      if (done) break
      head.push(value)
      bytes += value.length
    }
    const content = rest(head, chunks)
    if (isTarHeader(Buffer.concat(head))) yield* tarEntries(content, progress)
    else yield { path: withoutSuffix(fileName), kind: 'file', size: 0, progress: 0, open: () => content }
  } finally {
    reading.destroy()
  }
}

/** `a.xml.gz` holds `a.xml`, `a.svgz` holds `a.svg`; a name without such an ending stays. */
function withoutSuffix(fileName: string): string {
  return fileName.replace(/(?<=.)\.gz$/i, '').replace(/\.svgz$/i, '.svg')
}

async function* counted(chunks: AsyncIterable<Buffer>, budget: UnpackBudget): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of chunks) {
      budget.take(chunk.length)
      yield chunk
    }
  } catch (error) {
    if (error instanceof ArchiveError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ArchiveError('bad-file', say('archiveDamaged', { reason }), error)
  }
}

async function* rest(head: readonly Buffer[], chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* head
  yield* chunks
}
