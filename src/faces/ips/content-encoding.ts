import { promisify } from 'node:util'
import { constants, gunzip, gzip, inflate } from 'node:zlib'
import { DarkroomError } from '../../core/errors.ts'

const decoders = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
])
const compress = promisify(gzip)
/** Smaller replies are compressed only when the request itself says so. */
const minCompressedBytes = 1024

/**
 * The body of a request without its Content-Encoding (gzip, deflate or none). Decoding ends at `maxBytes`, so what a small
 * body may blow up to has the same bound as a plain one. Throws `too-large` and `invalid-request`.
 */
export async function decodedBody(
  body: Buffer,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const name = encoding?.trim().toLowerCase() ?? ''
  if (name === '' || name === 'identity') return body
  const decode = decoders.get(name)
  if (decode === undefined)
    throw new DarkroomError(
      'invalid-request',
      `The Content-Encoding is "${name.slice(0, 40)}"; expected gzip, deflate or none.`,
    )
  try {
    return await decode(body, { maxOutputLength: maxBytes })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw new DarkroomError('too-large', `The request has more bytes than ${maxBytes} when it is decoded.`)
    throw new DarkroomError('invalid-request', `The request is not what its Content-Encoding ${name} says.`)
  }
}

/** Whether a reply of so many bytes is to be compressed: `gzipResponse` decides, and without it Accept-Encoding. */
export function isCompressed(
  bytes: number,
  gzipResponse: boolean | undefined,
  acceptEncoding: string | undefined,
): boolean {
  return gzipResponse ?? (bytes >= minCompressedBytes && acceptsGzip(acceptEncoding ?? ''))
}

/** The fastest level: XML shrinks well with any. */
export async function compressed(body: Buffer): Promise<Buffer> {
  return await compress(body, { level: constants.Z_BEST_SPEED })
}

/** Accept-Encoding of RFC 9110, section 12.5.3; a weight of 0 means no. */
function acceptsGzip(acceptEncoding: string): boolean {
  const weights = new Map(
    acceptEncoding
      .toLowerCase()
      .split(',')
      .map((entry) => {
        const [coding = '', ...parameters] = entry.split(';').map((part) => part.trim())
        const weight = parameters.find((parameter) => parameter.startsWith('q='))
        return [coding, weight === undefined ? 1 : Number(weight.slice(2))] as const
      }),
  )
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0
}
