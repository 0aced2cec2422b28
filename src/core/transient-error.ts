import { DarkroomError } from './errors.ts'
import type { Said } from './messages/messages.ts'

/**
 * Something outside did not do its part just now (no connection, a time-out, an overloaded server): the same thing may
 * succeed later. Its code is `internal`, so an item that fails with it is tried again by the engine. The message is safe
 * to show, as with every DarkroomError.
 */
export class TransientError extends DarkroomError {
  /** How long the other side asked to be left alone, in milliseconds; undefined: it did not say. */
  readonly retryAfterMs: number | undefined

  constructor(said: Said, options: { cause?: unknown; retryAfterMs?: number | undefined } = {}) {
    super('internal', said, { cause: options.cause })
    this.name = 'TransientError'
    this.retryAfterMs = options.retryAfterMs
  }
}
