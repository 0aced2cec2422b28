import type { MultipartInput } from './multipart-input.ts'

/** White space that may follow a boundary on its line (RFC 2046: transport padding), in bytes; with more the line is content. */
const maxPaddingBytes = 256
const tailWindow = '--'.length + maxPaddingBytes + '\r\n'.length
const tail = /^(--)?[ \t]*(\r\n|\n)/
const tailAtEnd = /^(--)[ \t]*\r?$/
const partialTail = /^(?:-|(?:--)?[ \t]*\r?)$/

/** A line that separates or ends parts. */
export interface Delimiter {
  /** Ends in `--`. */
  readonly closing: boolean
  /** Empty when the stream ends with this line. */
  readonly lineEnd: '\r\n' | '\n' | ''
}

/**
 * Reads a stream as content between delimiter lines. The line end before a delimiter belongs to it. Content is handed on
 * as views of the arriving chunks; what is kept back is at most a delimiter line that is not complete yet.
 */
export class MultipartSections {
  readonly input: MultipartInput
  /** Two hyphens and the boundary. */
  readonly mark: Buffer
  #delimiter: Buffer
  #atStart = true

  constructor(input: MultipartInput, boundary: string) {
    this.input = input
    this.mark = Buffer.from(`--${boundary}`, 'latin1')
    this.#delimiter = this.mark
  }

  /** Starts a section at the next byte, which counts as the start of a line. `lineEnd` is what leads the delimiter that ends it. */
  begin(lineEnd: '\r\n' | '\n'): void {
    this.#delimiter = Buffer.concat([Buffer.from(lineEnd), this.mark])
    this.#atStart = true
  }

  /** The section's next content, or the delimiter that ended it; undefined when the stream ends without one. */
  async next(): Promise<Buffer | Delimiter | undefined> {
    for (;;) {
      const found = this.#step()
      if (found !== undefined) return found
      if (this.input.ended) return undefined
      await this.input.more()
    }
  }

  /** Undefined: more bytes are needed. */
  #step(): Buffer | Delimiter | undefined {
    const { bytes, ended } = this.input
    let from = 0
    if (this.#atStart) {
      const head = bytes.subarray(0, this.mark.length)
      if (this.mark.subarray(0, head.length).equals(head)) {
        if (head.length < this.mark.length) {
          if (!ended) return undefined
        } else {
          const found = this.#delimiterTail(bytes, this.mark.length)
          if (found === 'partial') return undefined
          if (found !== undefined) return found
        }
      }
      this.#atStart = false
    }
    for (;;) {
      const at = bytes.indexOf(this.#delimiter, from)
      if (at < 0) break
      // Content before a delimiter goes first; the next call finds the delimiter again, at 0.
      const found = at > 0 ? undefined : this.#delimiterTail(bytes, this.#delimiter.length)
      if (found === 'partial') return undefined
      if (found !== undefined) return found
      if (at > 0) return this.input.take(at)
      from = 1
    }
    const keep = ended ? 0 : partialMatch(bytes, this.#delimiter)
    return bytes.length > keep ? this.input.take(bytes.length - keep) : undefined
  }

  /** Takes the delimiter whose boundary ends at `at`. Undefined: it only looks like one. Partial: its line is not complete. */
  #delimiterTail(bytes: Buffer, at: number): Delimiter | 'partial' | undefined {
    const text = bytes.toString('latin1', at, Math.min(bytes.length, at + tailWindow))
    const match = tail.exec(text) ?? (this.input.ended ? tailAtEnd.exec(text) : null)
    if (match === null) {
      return !this.input.ended && text.length < tailWindow && partialTail.test(text) ? 'partial' : undefined
    }
    this.input.take(at + match[0].length)
    const lineEnd = match[2] === '\r\n' || match[2] === '\n' ? match[2] : ''
    return { closing: match[1] !== undefined, lineEnd }
  }
}

/**
 * How many of the last bytes could be the start of the delimiter. A boundary has no line ends, so that start can only be
 * at the last byte that equals the delimiter's first.
 */
function partialMatch(bytes: Buffer, delimiter: Buffer): number {
  const window = bytes.subarray(Math.max(0, bytes.length - delimiter.length + 1))
  const at = window.lastIndexOf(delimiter.subarray(0, 1))
  if (at < 0) return 0
  const end = window.subarray(at)
  return delimiter.subarray(0, end.length).equals(end) ? end.length : 0
}
