import { say } from '../../messages/messages.ts'
import { ArchiveError } from './archive-entry.ts'
import { type ArchiveLimits, freeBytes } from './archive-limits.ts'

/** Counts what comes out of an archive, and stops a bomb while it explodes. */
export class UnpackBudget {
  readonly #limits: ArchiveLimits
  /** In bytes. */
  readonly #mostForItsSize: number
  #bytes: number

  /**
   * @param archiveBytes the size of the archive
   * @param taken bytes that came out of it before, in an attempt that this one goes on from
   */
  constructor(limits: ArchiveLimits, archiveBytes: number, taken: number) {
    this.#limits = limits
    this.#mostForItsSize = Math.max(freeBytes, limits.maxRatio * archiveBytes)
    this.#bytes = taken
  }

  /** Call it before the bytes go anywhere. Throws an ArchiveError (`too-large`) beyond a limit. */
  take(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes > this.#limits.maxBytes)
      throw new ArchiveError('too-large', say('archiveTooLarge', { max: this.#limits.maxBytes }))
    if (this.#bytes > this.#mostForItsSize)
      throw new ArchiveError('too-large', say('archiveGrowsTooMuch', { max: this.#limits.maxRatio }))
  }
}
