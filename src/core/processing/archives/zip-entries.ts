import { open } from 'node:fs/promises'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import { type ArchiveEntry, ArchiveError, type ArchiveFile } from './archive-entry.ts'
import type { ArchiveLimits } from './archive-limits.ts'
import { ClaimedRanges } from './claimed-ranges.ts'
import type { UnpackBudget } from './unpack-budget.ts'
import { zipContent } from './zip-content.ts'
import { zipName } from './zip-name.ts'

/** Bytes of a local file header without its name. */
const localHeaderBytes = 30
const directoryMark = 0x02014b50

/** Systems whose files have a mode, as `version made by` names them (APPNOTE.TXT, section 4.4.2): Unix and macOS. */
const systemsWithModes = new Set([3, 19])

/** Type bits of a file's mode (stat.h), and what they are of an ordinary file; 0: not said. */
const typeBits = 0o170000
const fileTypes = new Set([0, 0o100000])

/** The entries of a ZIP in the order of its directory. Throws an ArchiveError for one that is damaged or has too many. */
export async function* zipEntries(
  file: ArchiveFile,
  limits: ArchiveLimits,
  budget: UnpackBudget,
): AsyncGenerator<ArchiveEntry> {
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false }
  const zip = await openPromise(file.path, options).catch(broken)
  try {
    const { entryCount } = zip
    if (entryCount > limits.maxEntries)
      throw new ArchiveError(
        'too-large',
        say('archiveTooManyEntries', { count: entryCount, max: limits.maxEntries }),
      )
    const claimed = new ClaimedRanges()
    for await (const entry of directory(zip)) {
      const progress = (zip.entriesRead - 1) / Math.max(entryCount, 1)
      yield described(zip, entry, progress, claimed, budget)
    }
    await checkEnd(file.path, zip)
  } finally {
    zip.close()
  }
}

async function* directory(zip: ZipFile): AsyncGenerator<Entry> {
  const entries = zip.eachEntry()
  for (;;) {
    const { done, value } = await entries.next().catch(broken)
    if (done) return
    yield value
  }
}

function described(
  zip: ZipFile,
  entry: Entry,
  progress: number,
  claimed: ClaimedRanges,
  budget: UnpackBudget,
): ArchiveEntry {
  const path = zipName(entry)
  const isFolder = /[\\/]$/.test(path)
  const start = entry.relativeOffsetOfLocalHeader
  const isOwn =
    isFolder || claimed.claim(start, start + localHeaderBytes + entry.fileNameLength + entry.compressedSize)
  return {
    path,
    kind: isFolder ? 'folder' : isOrdinary(entry) ? 'file' : 'other',
    size: entry.uncompressedSize,
    progress,
    open: () => {
      if (!isOwn) throw new DarkroomError('bad-file', say('entryOverlaps'))
      return zipContent(zip, entry, budget)
    },
  }
}

function isOrdinary({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  if (!systemsWithModes.has(versionMadeBy >> 8)) return true
  return fileTypes.has((externalFileAttributes >>> 16) & typeBits)
}

/** The number of entries is what a ZIP says; one of more than 65,535 without the fields for it says too few. */
async function checkEnd(path: string, zip: ZipFile): Promise<void> {
  const file = await open(path)
  try {
    const mark = Buffer.alloc(4)
    await file.read(mark, 0, 4, Number(zip.readEntryCursor))
    if (mark.readUInt32LE() === directoryMark)
      throw new ArchiveError('bad-file', say('archiveMoreEntriesThanSaid', { count: zip.entryCount }))
  } finally {
    await file.close()
  }
}

function broken(error: unknown): never {
  const reason = error instanceof Error ? error.message : ''
  if (reason.includes('strong encryption')) throw new ArchiveError('bad-file', say('encrypted'), error)
  throw new ArchiveError('bad-file', say('archiveDamaged', { reason }), error)
}
