import type { Said } from '../../messages/messages.ts'
import { shownPath } from '../../processing/archives/entry-path.ts'
import type { ItemResult } from '../job-kind.ts'
import type { LogLine } from '../job-log.ts'

/** So many links and special files of one archive get a line each; of more only their number is told. */
export const maxSkippedLines = 1000

/** What there is to tell of an archive beside its files, which tell of themselves. */
export class UnpackReport {
  readonly #archive: string
  readonly #lines: LogLine[] = []
  #files = 0
  #systemFiles = 0
  #skipped = 0

  constructor(archive: string) {
    this.#archive = archive
  }

  file(): void {
    this.#files += 1
  }

  systemFile(): void {
    this.#systemFiles += 1
  }

  skipped(path: string): void {
    this.#skipped += 1
    if (this.#skipped > maxSkippedLines) return
    const file = shownPath(this.#archive, path)
    this.#lines.push({ type: 'UploadWarning', message: 'serverEntrySkipped', args: { file } })
  }

  /** It is no file of the job any more: its files are. */
  done(): ItemResult {
    const isEmpty = this.#files === 0
    const warnings = this.#skipped + (isEmpty ? 1 : 0)
    const args = { file: this.#archive, count: this.#files }
    return {
      outcome: 'success',
      counts: { total: -1, warning: warnings > 0 ? 1 : 0 },
      warnings,
      lines: [
        { type: isEmpty ? 'UploadWarning' : 'FileEnd', message: 'archiveUnpacked', args },
        ...this.#rest(),
      ],
    }
  }

  broken(reason: Said): ItemResult {
    const asset = { id: null, name: this.#archive, type: 'NoType' }
    const args = { file: this.#archive, count: this.#files, reason }
    return {
      outcome: 'error',
      warnings: this.#skipped,
      lines: [{ type: 'UploadError', message: 'archiveBroken', args, asset }, ...this.#rest()],
    }
  }

  /** The job was stopped meanwhile. */
  stopped(): ItemResult {
    const line: LogLine = { type: 'FileCancel', message: 'notDone', args: { file: this.#archive } }
    return { outcome: 'cancel', warnings: this.#skipped, lines: [line, ...this.#rest()] }
  }

  #rest(): LogLine[] {
    const file = this.#archive
    const more = this.#skipped - maxSkippedLines
    const lines = [...this.#lines]
    if (more > 0)
      lines.push({ type: 'UploadWarning', message: 'archiveMoreSkipped', args: { file, count: more } })
    if (this.#systemFiles > 0)
      lines.push({ type: 'FileEnd', message: 'archiveSystemFiles', args: { file, count: this.#systemFiles } })
    return lines
  }
}
