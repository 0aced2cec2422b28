import { DarkroomError } from '../../core/errors.ts'
import { type MessageKey, say } from '../../core/messages/messages.ts'
import { TransientError } from '../../core/transient-error.ts'

/** Codes of Node and undici that another try would meet again, and what they mean. Names of TLS and zlib follow by prefix. */
const lasting: readonly (readonly [
  pattern: RegExp,
  code: 'invalid-parameter' | 'bad-file',
  meaning: MessageKey,
])[] = [
  [/^(ENOTFOUND|ENODATA)$/, 'invalid-parameter', 'hostUnknown'],
  [
    /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/,
    'bad-file',
    'certificateUntrusted',
  ],
  [/^(ERR_SSL_|EPROTO$)/, 'bad-file', 'noTls'],
  [/^(HPE_|UND_ERR_HEADERS_OVERFLOW$)/, 'bad-file', 'noHttp'],
  [/^(Z_|ERR_BROTLI|ERR__ERROR|ERR_PADDING|ZSTD_)/, 'bad-file', 'replyCompressionBroken'],
]

/** Failures that have a plainer name than their code. */
const passing: readonly (readonly [pattern: RegExp, meaning: MessageKey])[] = [
  [/^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/, 'noConnectionInTime'],
  [/^ECONNREFUSED$/, 'connectionRefused'],
  [/^UND_ERR_HEADERS_TIMEOUT$/, 'noReplyInTime'],
  [/^UND_ERR_BODY_TIMEOUT$/, 'replyStopped'],
  [/^(UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|ECONNRESET|EPIPE)$/, 'connectionBroke'],
]

/**
 * What a thrown value of Node or undici means: `invalid-parameter` or `bad-file` where another try would end the same,
 * else a TransientError. A DarkroomError stays what it is. `shown` names the URL in the message.
 */
export function outgoingFailure(thrown: unknown, shown: string): DarkroomError {
  if (thrown instanceof DarkroomError) return thrown
  const code = codeOf(thrown)
  const found = lasting.find(([pattern]) => pattern.test(code))
  if (found)
    return new DarkroomError(
      found[1],
      say('fetchImpossible', { url: shown, reason: { message: found[2] } }),
      { cause: thrown },
    )
  const meaning = passing.find(([pattern]) => pattern.test(code))?.[1] ?? 'networkFailed'
  return new TransientError(say('fetchFailed', { url: shown, reason: { message: meaning } }), {
    cause: thrown,
  })
}

function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return ''
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code
  return thrown instanceof AggregateError ? codeOf(thrown.errors[0]) : ''
}
