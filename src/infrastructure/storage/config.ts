import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DarkroomError } from '../../core/errors.ts'

/** Where files live, as `DARKROOM_STORAGE` says. */
export type StorageLocation =
  | { readonly kind: 'file' /** Absolute path. */; readonly root: string }
  | {
      readonly kind: 's3'
      readonly bucket: string /** Without slashes at its ends; may be empty. */
      readonly prefix: string
    }

const scheme = /^([a-z][a-z0-9+.-]*):/i
const s3Form = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/i

/**
 * Reads `DARKROOM_STORAGE`. Unset, empty or `file:` is the folder `files` in the data folder; `file:///path` (percent-encoded),
 * `file:/path` or `file:path` (as written, from the working folder) is another; `s3://bucket/prefix` is a bucket.
 * Throws `invalid-parameter` that names the variable; the value is not repeated, because it may hold a password.
 */
export function parseStorageUrl(value: string | undefined, dataFolder: string): StorageLocation {
  const text = value?.trim() ?? ''
  const kind = scheme.exec(text)?.[1]?.toLowerCase()
  if (text === '' || (kind === 'file' && text.length === 'file:'.length)) {
    return { kind: 'file', root: resolve(join(dataFolder, 'files')) }
  }
  if (kind === 'file') return { kind: 'file', root: filePath(text) }
  const [, bucket, prefix = ''] = s3Form.exec(text) ?? []
  if (bucket !== undefined) return { kind: 's3', bucket, prefix: prefix.replace(/^\/+|\/+$/g, '') }
  throw invalid(kind === 's3' ? 's3:// without a proper bucket name' : `${kind ?? 'no'} scheme`)
}

function filePath(text: string): string {
  if (!text.toLowerCase().startsWith('file://')) return resolve(text.slice('file:'.length))
  try {
    return fileURLToPath(text)
  } catch {
    throw invalid('file:// with a host or a broken path')
  }
}

function invalid(found: string): DarkroomError {
  return new DarkroomError(
    'invalid-parameter',
    `DARKROOM_STORAGE is ${found}; expected file:/folder or s3://bucket/prefix.`,
    { field: 'DARKROOM_STORAGE' },
  )
}
