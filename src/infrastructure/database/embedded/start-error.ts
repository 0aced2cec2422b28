import { DarkroomError } from '../../../core/errors.ts'

/**
 * Why PostgreSQL's programs failed, from what they printed. Start-up errors are for the operator's eyes, before
 * any client is served, so unlike other errors their message may hold paths.
 */
export function startError(what: string, output: string): DarkroomError {
  const cause = new Error(output.trim() || 'no output')
  if (/No space left on device|Disk quota exceeded/i.test(output)) {
    return new DarkroomError('storage-full', `${what}: the disk that holds the data folder is full.`, {
      field: 'DARKROOM_DATA',
      cause,
    })
  }
  if (/Permission denied|Read-only file system|Operation not permitted/i.test(output)) {
    return new DarkroomError(
      'invalid-parameter',
      `${what}: the data folder must be writable for the account that runs the database. ${lastLine(output)}`,
      { field: 'DARKROOM_DATA', cause },
    )
  }
  return new DarkroomError('internal', `${what}: ${lastLine(output)}`, { cause })
}

/** Anything thrown on the way as a DarkroomError; one that is already stays as it is. */
export function toStartError(what: string, thrown: unknown): DarkroomError {
  return thrown instanceof DarkroomError ? thrown : startError(what, String(thrown))
}

/** What PostgreSQL answers to those, us among them, who knock while it starts or stops. */
const notYet = /the database system is /

/** The line that says most: the last error, else the last line. */
function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !notYet.test(line))
  return lines.findLast((line) => /\b(PANIC|FATAL|error):/.test(line)) ?? lines.at(-1) ?? 'no output'
}
