import { DarkroomError } from '../errors.ts'
import type { MessageKey } from '../messages/messages.ts'

/** Where a file is to go: folder with the company's root in front and a closing slash, and the file's name. */
export interface TargetPath {
  readonly folder: string
  readonly fileName: string
}

/** What the two values are called where they come from; messages say it. */
export interface TargetFields {
  readonly folder: string
  readonly name: string
}

const uploadFields: TargetFields = { folder: 'destFolder', name: 'fileName' }

export const maxPathLength = 1_000
export const maxSegmentLength = 255
export const maxFolderDepth = 32

const controlCharacter = /\p{Cc}/u

/**
 * The target of an uploaded file (UploadFile servlet: fileName, destFolder, the part's filename). `destFolder` goes in
 * front of `name`; a path that begins with the company's root folder is taken as it is, any other lies below that root.
 * Doubled slashes count once, backslashes are slashes, and of a browser's full Windows path ('C:\dir\a.jpg') only the
 * last part is kept. Throws `invalid-parameter` for an empty name, a segment that is `.` or `..`, control characters
 * and paths beyond the limits; of a path that both make too long or too deep, it names the longer one.
 */
export function targetPath(
  rootFolder: string,
  destFolder: string | undefined,
  name: string,
  fields: TargetFields = uploadFields,
): TargetPath {
  const file = /^[a-z]:[\\/]/i.test(name) ? (name.split(/[\\/]/).at(-1) ?? '') : name
  const badName = (message: MessageKey, max?: number) => bad(fields.name, name, message, max)
  const badPath = (message: MessageKey, max: number) =>
    destFolder !== undefined && destFolder.length > name.length
      ? bad(fields.folder, destFolder, message, max)
      : badName(message, max)
  const nameSegments = segmentsOf(fields.name, file)
  const segments = segmentsOf(fields.folder, destFolder ?? '').concat(nameSegments)
  if (/[\\/]$/.test(file) || nameSegments.length === 0) throw badName('fileNameNoEnd')
  const root = rootFolder.replace(/\/$/, '')
  const below = segments[0] === root ? segments.slice(1) : segments
  const fileName = below.at(-1)
  if (fileName === undefined) throw badName('fileNameNoEnd')
  if (below.length - 1 > maxFolderDepth) throw badPath('fileNameTooDeep', maxFolderDepth)
  const folder = [root, ...below.slice(0, -1), ''].join('/')
  if (folder.length + fileName.length > maxPathLength) throw badPath('fileNamePathTooLong', maxPathLength)
  return { folder, fileName }
}

/** The name without its last extension: what the asset is called, and its part of the delivery URL. */
export function assetNameOf(fileName: string): string {
  const dot = fileName.lastIndexOf('.')
  return dot > 0 ? fileName.slice(0, dot) : fileName
}

function segmentsOf(field: string, path: string): string[] {
  const segments = path
    .split(/[\\/]/)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '')
  for (const segment of segments) {
    if (segment === '.' || segment === '..') throw bad(field, path, 'fileNameDots')
    if (controlCharacter.test(segment)) throw bad(field, path, 'fileNameControl')
    if (segment.length > maxSegmentLength) throw bad(field, path, 'fileNamePartTooLong', maxSegmentLength)
  }
  return segments
}

/** `message` with the places {field}, {path} and, where it speaks of a limit, {max}. */
function bad(field: string, path: string, message: MessageKey, max?: number): DarkroomError {
  const args = { field, path: path.slice(0, 200), ...(max !== undefined && { max }) }
  return new DarkroomError('invalid-parameter', { message, args }, { field })
}
