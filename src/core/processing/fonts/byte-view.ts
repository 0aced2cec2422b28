/** Reads big-endian numbers within the bounds of its bytes. Every read outside throws a RangeError. */
export class ByteView {
  readonly #bytes: Buffer

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get length(): number {
    return this.#bytes.length
  }

  u8(at: number): number {
    return this.#bytes.readUInt8(at)
  }

  u16(at: number): number {
    return this.#bytes.readUInt16BE(at)
  }

  u32(at: number): number {
    return this.#bytes.readUInt32BE(at)
  }

  /** Four letters. */
  tag(at: number): string {
    return this.part(at, 4).toString('latin1')
  }

  part(at: number, length: number): Buffer {
    if (at < 0 || length < 0 || at + length > this.#bytes.length)
      throw new RangeError(`bytes ${at} to ${at + length} of ${this.#bytes.length}`)
    return this.#bytes.subarray(at, at + length)
  }
}
