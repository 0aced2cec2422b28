import { readFileLimits } from '../../jobs/kinds/file-limits.ts'
import { type Env, integerSetting } from '../../setting.ts'

/** What unpacking one archive may cost. */
export interface ArchiveLimits {
  /** Files, folders, links and whatever else is in it. */
  readonly maxEntries: number
  /** Of all its files together, in bytes. */
  readonly maxBytes: number
  /** Times its own size that it may grow to; the first `freeBytes` are allowed whatever its size. */
  readonly maxRatio: number
  /** Of one file in it, in bytes. */
  readonly maxEntryBytes: number
}

/** An archive may always unpack to so many bytes: blank scans, which compress by hundreds, come in small archives. */
export const freeBytes = 64 * 2 ** 20

export const defaultMaxArchiveEntries = 100_000
/** 256 GiB. */
export const defaultMaxArchiveBytes = 2 ** 38
/** Photographs hardly grow at all, texts tenfold; an archive that grows by hundreds is blank or a bomb. */
export const defaultMaxArchiveRatio = 200

/**
 * Reads `DARKROOM_MAX_ARCHIVE_ENTRIES`, `DARKROOM_MAX_ARCHIVE_BYTES`, `DARKROOM_MAX_ARCHIVE_RATIO` and, for one file, the
 * `DARKROOM_MAX_FILE_BYTES` of files that come in any other way. Throws `invalid-parameter` that names the variable.
 */
export function readArchiveLimits(env: Env): ArchiveLimits {
  return {
    maxEntries: integerSetting(env, 'DARKROOM_MAX_ARCHIVE_ENTRIES', defaultMaxArchiveEntries, { min: 1 }),
    maxBytes: integerSetting(env, 'DARKROOM_MAX_ARCHIVE_BYTES', defaultMaxArchiveBytes, { min: 1 }),
    maxRatio: integerSetting(env, 'DARKROOM_MAX_ARCHIVE_RATIO', defaultMaxArchiveRatio, { min: 1 }),
    maxEntryBytes: readFileLimits(env).maxFileBytes,
  }
}
