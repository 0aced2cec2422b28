import { isUtf8 } from 'node:buffer'
import { posix } from 'node:path'

/** Headers as undici gives them: names in lower case, bytes as Latin-1, repeated ones as a list. */
export type ReplyHeaders = Readonly<Record<string, string | string[] | undefined>>

/** The value of a header; of repeated ones the first. Bytes beyond ASCII are read as UTF-8 when they are that, else as Latin-1. */
export function header(headers: ReplyHeaders, name: string): string | undefined {
  const value = headers[name]
  const latin1 = typeof value === 'string' ? value : value?.[0]
  if (latin1 === undefined) return undefined
  const bytes = Buffer.from(latin1, 'latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : latin1
}

/** Content-Length in bytes; undefined: absent or unreadable. */
export function contentLength(headers: ReplyHeaders): number | undefined {
  const text = header(headers, 'content-length') ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** The media type of Content-Type in lower case, without parameters; undefined: absent or no media type. */
export function mediaType(headers: ReplyHeaders): string | undefined {
  const text = header(headers, 'content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(text) ? text : undefined
}

/**
 * The file name of Content-Disposition (RFC 6266; `filename*` before `filename`), its last segment only and without control
 * characters. Undefined: none, or nothing is left.
 */
export function dispositionFileName(headers: ReplyHeaders): string | undefined {
  const text = header(headers, 'content-disposition') ?? ''
  const name = extendedName(text) ?? plainName(text) ?? ''
  const last = posix.basename(name.replaceAll('\\', '/').replace(/\p{Cc}/gu, '')).trim()
  return last === '' || last === '.' || last === '..' ? undefined : last
}

function extendedName(text: string): string | undefined {
  const [, encoded] = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(text) ?? []
  if (encoded === undefined) return undefined
  try {
    return decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}

function plainName(text: string): string | undefined {
  const [, quoted, token] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]+))/i.exec(text) ?? []
  return quoted === undefined ? token : quoted.replace(/\\(["\\])/g, '$1')
}
