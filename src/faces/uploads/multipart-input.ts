import { Readable } from 'node:stream'

const nothing = Buffer.alloc(0)

/** A byte stream whose next bytes can be looked at before they are taken. Takes views, never copies whole chunks twice. */
export class MultipartInput {
  readonly #chunks: AsyncIterator<Uint8Array>
  #bytes: Buffer = nothing
  #ended = false

  /** A Node stream is left open by `close`, so that an HTTP request can still be answered; others are told to return. */
  constructor(body: AsyncIterable<Uint8Array>) {
    this.#chunks =
      body instanceof Readable ? body.iterator({ destroyOnReturn: false }) : body[Symbol.asyncIterator]()
  }

  /** What has arrived and is not taken yet. */
  get bytes(): Buffer {
    return this.#bytes
  }

  /** True when the stream has nothing beyond `bytes`. */
  get ended(): boolean {
    return this.#ended
  }

  /** Waits for the next chunk and adds it to `bytes`; false when there is none. Rethrows what the stream throws. */
  async more(): Promise<boolean> {
    while (!this.#ended) {
      const { done, value } = await this.#chunks.next()
      if (done) {
        this.#ended = true
      } else if (value.length > 0) {
        const chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
        this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk])
        return true
      }
    }
    return false
  }

  /** Removes the first `count` bytes and returns them as a view. */
  take(count: number): Buffer {
    const taken = this.#bytes.subarray(0, count)
    this.#bytes = count === this.#bytes.length ? nothing : this.#bytes.subarray(count)
    return taken
  }

  /** Stops listening to the stream. */
  async close(): Promise<void> {
    await this.#chunks.return?.()
  }
}
