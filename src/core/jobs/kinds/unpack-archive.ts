import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import { type ArchiveEntry, ArchiveError } from '../../processing/archives/archive-entry.ts'
import type { ArchiveLimits } from '../../processing/archives/archive-limits.ts'
import { entryTarget, isSystemFile, shownPath } from '../../processing/archives/entry-path.ts'
import { type ArchiveKind, archiveEntries } from '../../processing/archives/open-archive.ts'
import type { Tx } from '../../tables.ts'
import type { ItemContext, ItemResult } from '../job-kind.ts'
import type { ArchiveItem } from './archive-item.ts'
import { EntryBatch } from './entry-batch.ts'
import type { UploadItem } from './ingest.ts'
import { readEntry } from './read-entry.ts'
import { UnpackReport } from './unpack-report.ts'

/**
 * Unpacks an archive into items of its job, which other workers begin while it goes on. May be repeated after a crash: it goes
 * on where the items end. The archive becomes no asset, and counts as a file only when it fails; its item ends when the
 * last of its files is an item.
 */
export async function unpackArchive(
  context: ItemContext,
  limits: ArchiveLimits,
  kind: ArchiveKind,
  file: UploadItem,
): Promise<(tx: Tx) => Promise<ItemResult>> {
  const { blobs, entries, signal, progress } = context
  const { last, bytes } = await entries.added()
  const batch = new EntryBatch(entries)
  const report = new UnpackReport(file.fileName)
  const path = await blobs.localPath(file.key)
  const paths = new Set<string>()
  let place = -1
  try {
    const archive = { path, size: file.size, kind, fileName: file.fileName, limits, taken: bytes }
    for await (const entry of archiveEntries(archive)) {
      signal.throwIfAborted()
      progress(entry.progress)
      place += 1
      if (entry.kind === 'folder') continue
      if (isSystemFile(entry.path)) report.systemFile()
      else if (entry.kind === 'other') report.skipped(entry.path)
      else {
        const target = targetOf(context, file, entry, paths)
        if (place > last) {
          const { item } = await unpacked(context, limits, file, place, entry, target)
          if (!(await batch.add(item))) return async () => report.stopped()
        }
        report.file()
      }
    }
    if (!(await batch.flush())) return async () => report.stopped()
    return async () => report.done()
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof ArchiveError)) throw error
    if (!(await batch.flush())) return async () => report.stopped()
    return async () => report.broken(error.said)
  } finally {
    await batch.settle()
  }
}

type Target = { readonly folder: string; readonly fileName: string } | DarkroomError

function targetOf(
  { company }: ItemContext,
  archive: UploadItem,
  { path }: ArchiveEntry,
  paths: Set<string>,
): Target {
  try {
    const target = entryTarget(company.root_folder, archive.folder, path)
    const whole = target.folder + target.fileName
    if (paths.has(whole)) throw new DarkroomError('bad-file', say('entryTaken'))
    paths.add(whole)
    return target
  } catch (error) {
    if (!isEntrysOwn(error)) throw error
    return error
  }
}

/**
 * Unpacks one file into the storage. Resolves when the archive may go on to its next file, with a promise of the item: a small
 * file is still being written then.
 */
async function unpacked(
  { blobs, signal }: ItemContext,
  limits: ArchiveLimits,
  archive: UploadItem,
  place: number,
  entry: ArchiveEntry,
  target: Target,
): Promise<{ readonly item: Promise<ArchiveItem> }> {
  const shownAs = shownPath(archive.fileName, entry.path)
  const refused = ({ said }: DarkroomError) => {
    const refusal: ArchiveItem = { entry: place, shownAs, size: 0, refused: said }
    return { item: Promise.resolve(refusal) }
  }
  if (target instanceof DarkroomError) return refused(target)
  const write = async (bytes: AsyncIterable<Buffer>): Promise<ArchiveItem> => {
    const blob = await (await blobs.stage(bytes, signal)).commit()
    const { metadata } = archive
    return { entry: place, shownAs, ...target, ...blob, ...(metadata && { metadata }) }
  }
  try {
    const { bytes, isRead } = await readEntry(entry, limits.maxEntryBytes)
    const item = write(bytes)
    if (!isRead) await item
    return { item }
  } catch (error) {
    signal.throwIfAborted()
    if (!isEntrysOwn(error)) throw error
    return refused(error)
  }
}

/** Whether something is wrong with one file only. */
function isEntrysOwn(error: unknown): error is DarkroomError {
  if (!(error instanceof DarkroomError) || error instanceof ArchiveError) return false
  return error.code === 'bad-file' || error.code === 'too-large' || error.code === 'invalid-parameter'
}
