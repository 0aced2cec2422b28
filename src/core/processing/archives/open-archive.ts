import { createReadStream } from 'node:fs'
import { say } from '../../messages/messages.ts'
import { recognise } from '../recognise.ts'
import { readFileSample } from '../recognition/file-sample.ts'
import { isPackage } from '../recognition/zip-names.ts'
import { type ArchiveEntry, ArchiveError, type ArchiveFile } from './archive-entry.ts'
import type { ArchiveLimits } from './archive-limits.ts'
import { gzipEntries } from './gzip.ts'
import { tarEntries } from './tar-entries.ts'
import { UnpackBudget } from './unpack-budget.ts'
import { zipEntries } from './zip-entries.ts'

export type ArchiveKind = 'zip' | 'tar' | 'gzip'

/** What kind of archive a file is, by its content; undefined: none, also documents whose form is a ZIP (Office, EPUB, ...). */
export async function archiveKind({ path, size }: ArchiveFile): Promise<ArchiveKind | undefined> {
  const sample = await readFileSample(path, size)
  const kind = recognise(sample, '')
  if (kind === 'tar' || kind === 'gzip') return kind
  return kind === 'zip' && !isPackage(sample) ? kind : undefined
}

export interface OpenArchive extends ArchiveFile {
  readonly kind: ArchiveKind
  /** For a gzip file, which does not name what it holds. */
  readonly fileName: string
  readonly limits: ArchiveLimits
  /** Bytes of files that will not be opened, because they were unpacked before. */
  readonly taken: number
}

/**
 * The entries of an archive, read as they are asked for, in constant memory. Limits stop it while it is read, whatever it
 * says of itself. Throws an ArchiveError for one that is damaged or beyond a limit, after the entries before.
 */
export async function* archiveEntries(archive: OpenArchive): AsyncGenerator<ArchiveEntry> {
  const { limits, size } = archive
  let count = 0
  for await (const entry of entriesOf(archive)) {
    count += 1
    if (count > limits.maxEntries)
      throw new ArchiveError('too-large', say('archiveMoreEntriesThan', { max: limits.maxEntries }))
    yield entry
  }
  function entriesOf({ kind, path, fileName, taken }: OpenArchive): AsyncGenerator<ArchiveEntry> {
    const file = { path, size }
    if (kind === 'zip') return zipEntries(file, limits, new UnpackBudget(limits, size, taken))
    // Of a stream all is read once more, so nothing was taken before.
    const budget = new UnpackBudget(limits, size, 0)
    if (kind === 'gzip') return gzipEntries(file, fileName, budget)
    const reading = createReadStream(path)
    return tarEntries(counted(reading, budget), () => reading.bytesRead / Math.max(size, 1))
  }
}

async function* counted(chunks: AsyncIterable<Buffer>, budget: UnpackBudget): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    budget.take(chunk.length)
    yield chunk
  }
}
