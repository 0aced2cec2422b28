import { DarkroomError } from '../../core/errors.ts'
import { TransientError } from '../../core/transient-error.ts'

/** Codes of Node and undici that another try would meet again, and what they mean. Names of TLS and zlib follow by prefix. */
const lasting: readonly (readonly [
  pattern: RegExp,
  code: 'invalid-parameter' | 'bad-file',
  meaning: string,
])[] = [
  [/^(ENOTFOUND|ENODATA)$/, 'invalid-parameter', 'its host name is unknown'],
  [
    /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/,
    'bad-file',
    'its certificate is not trusted',
  ],
  [/^(ERR_SSL_|EPROTO$)/, 'bad-file', 'its server does not speak TLS as expected'],
  [/^(HPE_|UND_ERR_HEADERS_OVERFLOW$)/, 'bad-file', 'its server does not speak HTTP as expected'],
  [/^(Z_|ERR_BROTLI|ERR__ERROR|ERR_PADDING|ZSTD_)/, 'bad-file', 'the compression of the reply is broken'],
]

/** Failures that have a plainer name than their code. */
const passing: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [/^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/, 'no connection in time'],
  [/^ECONNREFUSED$/, 'the connection was refused'],
  [/^UND_ERR_HEADERS_TIMEOUT$/, 'no reply in time'],
  [/^UND_ERR_BODY_TIMEOUT$/, 'the reply stopped in the middle'],
  [/^(UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|ECONNRESET|EPIPE)$/, 'the connection broke off'],
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
    return new DarkroomError(found[1], `${shown} can not be fetched: ${found[2]}.`, { cause: thrown })
  const meaning = passing.find(([pattern]) => pattern.test(code))?.[1] ?? 'the network failed'
  return new TransientError(`${shown} could not be fetched: ${meaning}.`, { cause: thrown })
}

function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return ''
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code
  return thrown instanceof AggregateError ? codeOf(thrown.errors[0]) : ''
}
