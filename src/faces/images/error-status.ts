import type { DarkroomError, ErrorCode } from '../../core/errors.ts'

const statusOf: Partial<Record<ErrorCode, number>> = {
  'not-found': 404,
  'invalid-parameter': 400,
  'invalid-request': 400,
  'missing-parameter': 400,
  'too-large': 400,
  'not-implemented': 501,
  busy: 503,
}

/** The HTTP status of an error in delivery; everything else is the server's fault. */
export function imageErrorStatus(error: DarkroomError): number {
  return statusOf[error.code] ?? 500
}
