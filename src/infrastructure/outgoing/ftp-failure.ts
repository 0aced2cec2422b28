import { FTPError } from 'basic-ftp'
import { DarkroomError } from '../../core/errors.ts'
import { type MessageKey, say } from '../../core/messages/messages.ts'
import { TransientError } from '../../core/transient-error.ts'
import { outgoingFailure } from './failure.ts'

/** What the messages of basic-ftp mean; its errors have no codes, except those that sockets give. */
const passing: readonly (readonly [pattern: RegExp, meaning: MessageKey])[] = [
  [/Timeout \(data socket\)/, 'replyStopped'],
  [/Timeout/, 'noReplyInTime'],
  [/FIN packet|closed connection|Socket closed/, 'connectionBroke'],
]

/**
 * What a failure of an FTP session means: `bad-file` where the server says no for good (5xx) or sends the data from
 * elsewhere, else a TransientError, and all that `outgoingFailure` knows. `shown` names the URL in the message.
 */
export function ftpFailure(thrown: unknown, shown: string): DarkroomError {
  // A reply is no cause: servers may repeat user and password in it.
  if (thrown instanceof FTPError) return replyFailure(thrown.code, shown)
  if (!(thrown instanceof Error) || thrown instanceof DarkroomError) return outgoingFailure(thrown, shown)
  if (thrown.message.includes('returned another host'))
    return new DarkroomError('bad-file', say('fetchImpossible', { url: shown, reason: say('ftpOtherHost') }))
  const meaning = passing.find(([pattern]) => pattern.test(thrown.message))?.[1]
  if (meaning === undefined) return outgoingFailure(thrown, shown)
  return new TransientError(say('fetchFailed', { url: shown, reason: { message: meaning } }), {
    cause: thrown,
  })
}

/** 1xx comes here only as the greeting of a server that is not ready yet (120). */
function replyFailure(code: number, shown: string): DarkroomError {
  const message = say('answeredCode', { url: shown, code })
  const later = code < 200 || (code >= 400 && code < 500)
  return later ? new TransientError(message) : new DarkroomError('bad-file', message)
}
