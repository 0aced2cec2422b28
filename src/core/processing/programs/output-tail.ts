const maxBytes = 16 * 1024

/** Keeps the end of what a program says. */
export class OutputTail {
  #tail = Buffer.alloc(0)

  add(chunk: Buffer): void {
    const joined = Buffer.concat([this.#tail, chunk])
    this.#tail = joined.length > maxBytes ? joined.subarray(joined.length - maxBytes) : joined
  }

  get text(): string {
    return this.#tail.toString('utf8')
  }
}
