import { tarBlockBytes } from '../recognition/tar-header.ts'

/** Looks for the mark that a TAR ends with: blocks of zeros. Without it nobody knows whether files are missing. */
export class TarEnd {
  /** Zeros that the bytes so far end with, up to a block. */
  #zeros = 0

  /** True: what has passed ends with the mark. */
  get isMarked(): boolean {
    return this.#zeros >= tarBlockBytes
  }

  /** Lets the bytes of a TAR through. */
  async *watch(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      this.#pass(chunk)
      yield chunk
    }
  }

  #pass(chunk: Buffer): void {
    const looked = Math.min(chunk.length, tarBlockBytes)
    let zeros = 0
    while (zeros < looked && chunk[chunk.length - 1 - zeros] === 0) zeros += 1
    this.#zeros = zeros === chunk.length ? this.#zeros + zeros : zeros
  }
}
