import { DarkroomError } from '../errors.ts'
import type { MessageKey } from '../messages/messages.ts'

/** Where a file is to go: folder with the company's root in front and a closing slash, and the file's name. */
export interface TargetPath {
  readonly folder: string
  readonly fileName: string
}

export const maxPathLength = 1_000
export const maxSegmentLength = 255
export const maxFolderDepth = 32

const controlCharacter = /\p{Cc}/u

/**
 * The target of an uploaded file (UploadFile servlet: fileName, destFolder, the part's filename). `destFolder` goes in
 * front of `name`; a path that begins with the company's root folder is taken as it is, any other lies below that root.
 * Doubled slashes count once, backslashes are slashes, and of a browser's full Windows path ('C:\dir\a.jpg') only the
 * last part is kept. Throws `invalid-parameter` for an empty name, a segment that is `.` or `..`, control characters
 * and paths beyond the limits.
 */
export function targetPath(rootFolder: string, destFolder: string | undefined, name: string): TargetPath {
  const file = /^[a-z]:[\\/]/i.test(name) ? (name.split(/[\\/]/).at(-1) ?? '') : name
  const segments = segmentsOf(destFolder ?? '').concat(segmentsOf(file))
  if (/[\\/]$/.test(file) || segmentsOf(file).length === 0) throw bad(name, 'fileNameNoEnd')
  const root = rootFolder.replace(/\/$/, '')
  const below = segments[0] === root ? segments.slice(1) : segments
  const fileName = below.at(-1)
  if (fileName === undefined) throw bad(name, 'fileNameNoEnd')
  if (below.length - 1 > maxFolderDepth) throw bad(name, 'fileNameTooDeep', maxFolderDepth)
  const folder = [root, ...below.slice(0, -1), ''].join('/')
  if (folder.length + fileName.length > maxPathLength) throw bad(name, 'fileNamePathTooLong', maxPathLength)
  return { folder, fileName }
}

/** The name without its last extension: what the asset is called, and its part of the delivery URL. */
export function assetNameOf(fileName: string): string {
  const dot = fileName.lastIndexOf('.')
  return dot > 0 ? fileName.slice(0, dot) : fileName
}

function segmentsOf(path: string): string[] {
  const segments = path
    .split(/[\\/]/)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '')
  for (const segment of segments) {
    if (segment === '.' || segment === '..') throw bad(path, 'fileNameDots')
    if (controlCharacter.test(segment)) throw bad(path, 'fileNameControl')
    if (segment.length > maxSegmentLength) throw bad(path, 'fileNamePartTooLong', maxSegmentLength)
  }
  return segments
}

/** `message` with the places {path} and, where it speaks of a limit, {max}. */
function bad(path: string, message: MessageKey, max?: number): DarkroomError {
  const args = { path: path.slice(0, 200), ...(max !== undefined && { max }) }
  return new DarkroomError('invalid-parameter', { message, args }, { field: 'fileName' })
}
