import { type Duplex, pipeline, type Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import { DarkroomError } from '../../core/errors.ts'
import { say } from '../../core/messages/messages.ts'

/** A compressed reply may grow so many times; text and plain surfaces stay far below. */
const maxGrowth = 200
/** Growth is not looked at below so many bytes. */
const freeBytes = 10 * 1024 * 1024

const decoders: Readonly<Record<string, () => Duplex>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
}

/** Whether the value of Content-Encoding means that the bytes are the content itself. */
export function isPlainCoding(coding: string | undefined): boolean {
  return coding === undefined || /^\s*(identity\s*)?$/i.test(coding)
}

/**
 * The content of a reply, decoded (servers may compress although they are asked not to), within `maxBytes` on the wire
 * and decoded. Throws and fails with the errors of `WebResource.body`; `bad-file` for a coding that is not known.
 * `shown` names the URL in messages; `failure` makes an error of ours of what ends the wire early; `onClose` is called
 * once, when nothing more is read from the wire.
 */
export function replyBody(
  source: Readable,
  options: {
    readonly coding: string | undefined
    readonly maxBytes: number
    readonly shown: string
    readonly failure: (thrown: Error) => Error
    readonly onClose: () => void
  },
): Readable {
  const { coding, maxBytes, shown, failure, onClose } = options
  const wire = new Counter(shown, failure, () => maxBytes)
  if (isPlainCoding(coding)) {
    pipeline(source, wire, onClose)
    return wire
  }
  const decoder = decoders[coding?.trim().toLowerCase() ?? '']?.()
  if (decoder === undefined) {
    const known = Object.keys(decoders).join(', ')
    throw new DarkroomError('bad-file', say('replyCoding', { url: shown, coding: coding ?? '', known }))
  }
  const content = new Counter(shown, failure, () =>
    Math.min(maxBytes, Math.max(freeBytes, wire.bytes * maxGrowth)),
  )
  pipeline(source, wire, decoder, content, onClose)
  return content
}

/** Passes bytes on as long as they are within a limit; what ends it early becomes an error of ours. */
class Counter extends Transform {
  bytes = 0
  readonly #shown: string
  readonly #failure: (thrown: Error) => Error
  readonly #limit: () => number

  constructor(shown: string, failure: (thrown: Error) => Error, limit: () => number) {
    super()
    this.#shown = shown
    this.#failure = failure
    this.#limit = limit
  }

  override _transform(
    chunk: Buffer,
    _encoding: string,
    done: (error: Error | null, chunk?: Buffer) => void,
  ): void {
    this.bytes += chunk.length
    const limit = this.#limit()
    if (this.bytes <= limit) done(null, chunk)
    else done(new DarkroomError('too-large', say('replyTooLarge', { url: this.#shown, limit })))
  }

  // Not _destroy: a reader who comes after the failure is given what destroy was given.
  override destroy(error?: Error): this {
    return super.destroy(error && this.#failure(error))
  }
}
