import { inEnglish, type Said, say } from './messages/messages.ts'

/**
 * The closed list of what can go wrong, each with one line of meaning.
 * A face maps a code once to its own wire form (SOAP fault, HTTP status, console text).
 */
export const errorCodes = {
  'no-credentials': 'the request carries no user and password',
  'invalid-credentials': 'the user or the password is wrong',
  'invalid-user': 'the user exists but may not sign in',
  'wrong-company': 'the user is no member of the company, or the company does not exist',
  'no-permission': "the user's role does not allow the operation",
  'missing-parameter': 'a required value is absent',
  'invalid-parameter': 'a value is outside what is allowed, or names nothing that exists',
  'invalid-xml': 'the XML is malformed, forbidden (DOCTYPE) or beyond its limits',
  'invalid-request': 'the request as a whole can not be understood (not multipart, cut short)',
  'not-implemented': 'the operation is part of the contract but darkroom does not carry it out yet',
  'not-found': 'the thing asked for does not exist or is not visible to the caller',
  'too-large': 'a body, part, file or image is beyond a limit',
  'bad-file': "a file's content can not be processed",
  'storage-full': 'the storage has no room left',
  busy: 'the server has more to do than it can queue',
  conflict: 'the thing is in a state that does not allow this',
  internal: 'a fault of the server; the cause is in its log',
} as const

export type ErrorCode = keyof typeof errorCodes

export interface DarkroomErrorOptions {
  /** The field or option that the message is about, as the client knows it. */
  readonly field?: string
  /** What lies behind; goes to the log, never to a client. */
  readonly cause?: unknown
}

/**
 * The one error class of the product. `message` is safe to show to a client: it names the field, the value
 * and what was expected, and never holds a password, a token or a path of the server. What can come to stand in a job's log or a mail is made of
 * a message of the catalogues, so that it is read there in the language of its reader.
 */
export class DarkroomError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly #said: Said

  constructor(code: ErrorCode, said: Said, options: DarkroomErrorOptions = {}) {
    super(inEnglish(said), options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'DarkroomError'
    this.code = code
    this.#said = said
    this.field = options.field
  }

  /** What `message` says in English. */
  get said(): Said {
    return this.#said
  }
}

/** Anything thrown, as a DarkroomError: unknown errors become `internal` with the original as cause. */
export function toDarkroomError(thrown: unknown): DarkroomError {
  if (thrown instanceof DarkroomError) return thrown
  return new DarkroomError('internal', say('serverFault'), { cause: thrown })
}
