import { type TargetPath, targetPath } from '../../assets/target-path.ts'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'

const systemNames = new Set(['.ds_store', 'thumbs.db', 'desktop.ini'])

/** Whether an operating system made the file for itself: what macOS and Windows put into archives beside the files. */
export function isSystemFile(path: string): boolean {
  const segments = segmentsOf(path)
  const name = segments.at(-1)?.toLowerCase() ?? ''
  return segments[0] === '__MACOSX' || name.startsWith('._') || systemNames.has(name)
}

/**
 * Where a file of an archive goes: below the archive's own folder, with the folders that it has inside. Backslashes are
 * slashes, and names are in the composed form of Unicode (NFC). Throws `invalid-parameter` for a path that leads
 * anywhere else, or that no asset can have.
 * @param folder of the archive, with the company's root in front and a closing slash
 */
export function entryTarget(rootFolder: string, folder: string, path: string): TargetPath {
  if (/^[\\/]/.test(path) || /^[a-z]:/i.test(path))
    throw new DarkroomError('invalid-parameter', say('entryAbsolute'))
  if (/\p{Cc}/u.test(path)) throw new DarkroomError('invalid-parameter', say('entryControl'))
  const segments = segmentsOf(path)
  if (segments.includes('..')) throw new DarkroomError('invalid-parameter', say('entryOutside'))
  return targetPath(rootFolder, folder, segments.join('/').normalize('NFC'))
}

/** What a message calls a file of an archive: '<archive>/<path>', without characters that would garble it. */
export function shownPath(archive: string, path: string): string {
  const text = `${archive}/${path}`.replace(/\p{Cc}/gu, '\ufffd')
  return text.length > maxShownLength ? `${text.slice(0, maxShownLength)}…` : text
}

const maxShownLength = 500

/** Without empty ones and '.', which archives of a whole folder begin with. */
function segmentsOf(path: string): string[] {
  return path
    .split(/[\\/]/)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '' && segment !== '.')
}
