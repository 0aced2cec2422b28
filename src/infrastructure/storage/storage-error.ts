import { DarkroomError } from '../../core/errors.ts'
import { say } from '../../core/messages/messages.ts'

const fullCodes = new Set(['ENOSPC', 'EDQUOT'])

/** The system's error code (`ENOENT`), or undefined for anything else thrown. */
export function systemCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined
  return typeof thrown.code === 'string' ? thrown.code : undefined
}

/**
 * A disk or quota without room becomes `storage-full`, a file beyond what the file system or the process may write
 * becomes `too-large`; everything else stays what it is.
 */
export function storageError(thrown: unknown): unknown {
  const code = systemCode(thrown)
  if (code !== undefined && fullCodes.has(code)) {
    return new DarkroomError('storage-full', say('storageFull'), { cause: thrown })
  }
  if (code === 'EFBIG') {
    return new DarkroomError('too-large', say('storageFileTooLarge'), { cause: thrown })
  }
  return thrown
}
