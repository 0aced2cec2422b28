import { DarkroomError, type ErrorCode } from '../../errors.ts'
import type { NestedMessage } from '../../messages/messages.ts'

/** One thing in an archive. */
export interface ArchiveEntry {
  /** As the archive has it; nothing is known of it to be safe. */
  readonly path: string
  /** `other`: a link, a device, or the like. */
  readonly kind: 'file' | 'folder' | 'other'
  /** As the archive says, in bytes. */
  readonly size: number
  /** How much of the archive comes before it, 0 to 1. */
  readonly progress: number
  /**
   * The bytes of a file, checked as far as the archive tells what to expect. Asked for once, before the next entry. Throws
   * `bad-file` when this file can not be unpacked, and an ArchiveError when none after it can.
   */
  readonly open: () => AsyncIterable<Buffer>
}

/** The archive can not be unpacked any further: it is damaged, or beyond a limit. Entries before it are as good as any. */
export class ArchiveError extends DarkroomError {
  constructor(code: ErrorCode, said: NestedMessage, cause?: unknown) {
    super(code, said, { cause })
    this.name = 'ArchiveError'
  }
}

/** An archive as it comes from the storage. */
export interface ArchiveFile {
  /** On local disk. */
  readonly path: string
  /** In bytes. */
  readonly size: number
}
