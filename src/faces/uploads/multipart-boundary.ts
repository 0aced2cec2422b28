import { DarkroomError } from '../../core/errors.ts'

/** In bytes. RFC 2046, section 5.1.1 allows 70; longer ones are taken, because nothing depends on it. */
export const maxBoundaryBytes = 200

const multipartType = /^\s*multipart\/[^\s;]+\s*(?=;|$)/i
const parameter = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g
const printable = /^[\x20-\x7e\x80-\xff]+$/

/**
 * The boundary of a Content-Type header value: any `multipart/` subtype, quoted or bare, trailing white space cut.
 * Throws `invalid-request` for another type, and for an absent, empty, too long or unprintable boundary.
 */
export function boundaryOf(contentType: string | undefined): string {
  if (contentType === undefined || !multipartType.test(contentType)) {
    const found = contentType === undefined ? 'absent' : `"${contentType.slice(0, 100)}"`
    throw new DarkroomError('invalid-request', `Content-Type is ${found}; expected multipart/form-data.`, {
      field: 'Content-Type',
    })
  }
  for (const [, name, quoted, bare] of contentType.matchAll(parameter)) {
    if (name?.toLowerCase() !== 'boundary') continue
    const boundary = (quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '').trimEnd()
    checkBoundary(boundary)
    return boundary
  }
  throw new DarkroomError('invalid-request', 'Content-Type has no boundary; expected "; boundary=...".', {
    field: 'Content-Type',
  })
}

/** Throws `invalid-request` unless the boundary is 1 to `maxBoundaryBytes` printable bytes. */
export function checkBoundary(boundary: string): void {
  if (boundary.length >= 1 && boundary.length <= maxBoundaryBytes && printable.test(boundary)) return
  throw new DarkroomError(
    'invalid-request',
    `The multipart boundary has ${boundary.length} characters; expected 1 to ${maxBoundaryBytes} printable ones.`,
    { field: 'boundary' },
  )
}
