import { cutOff, type PsdFile } from './psd-file.ts'

const windowBytes = 64 * 1024

/** Reads the numbers of a section of a Photoshop file one after the other; all are big-endian. */
export class Cursor {
  readonly file: PsdFile
  /** Where the section ends; reading beyond throws `bad-file`. */
  readonly end: number
  /** Byte of the file that is read next. */
  at: number
  #window: Buffer = Buffer.alloc(0)
  #windowAt = 0

  constructor(file: PsdFile, at: number, end: number) {
    if (!(at >= 0 && at <= end && end <= file.size)) throw cutOff(file.name)
    this.file = file
    this.at = at
    this.end = end
  }

  get left(): number {
    return this.end - this.at
  }

  async u8(): Promise<number> {
    return (await this.#take(1)).readUInt8()
  }

  async u16(): Promise<number> {
    return (await this.#take(2)).readUInt16BE()
  }

  async i16(): Promise<number> {
    return (await this.#take(2)).readInt16BE()
  }

  async u32(): Promise<number> {
    return (await this.#take(4)).readUInt32BE()
  }

  async i32(): Promise<number> {
    return (await this.#take(4)).readInt32BE()
  }

  async f64(): Promise<number> {
    return (await this.#take(8)).readDoubleBE()
  }

  /** A length: of 4 bytes, or of 8 in the sections where large documents (PSB) have such. */
  async length(large: boolean): Promise<number> {
    if (!large) return await this.u32()
    return Number((await this.#take(8)).readBigUInt64BE())
  }

  /** Four characters: a signature or a key. */
  async key(): Promise<string> {
    return (await this.#take(4)).toString('latin1')
  }

  /** Moves on by `count` bytes; throws `bad-file` beyond the end. */
  skip(count: number): void {
    if (!(count >= 0 && count <= this.left)) throw cutOff(this.file.name)
    this.at += count
  }

  /** The next `count` bytes as a section of their own; the cursor moves behind it. */
  section(count: number): Cursor {
    const at = this.at
    this.skip(count)
    return new Cursor(this.file, at, at + count)
  }

  async bytes(count: number): Promise<Buffer> {
    return Buffer.from(await this.#take(count))
  }

  async #take(count: number): Promise<Buffer> {
    const { at } = this
    this.skip(count)
    const within = at >= this.#windowAt && at + count <= this.#windowAt + this.#window.length
    if (!within) {
      this.#windowAt = at
      this.#window = await this.file.read(at, Math.max(count, Math.min(windowBytes, this.end - at)))
    }
    return this.#window.subarray(at - this.#windowAt, at - this.#windowAt + count)
  }
}
