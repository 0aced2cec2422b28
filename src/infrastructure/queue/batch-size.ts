/**
 * A lane takes as many messages as it ends in so long, in ms: that is the longest that the next message in line waits for the
 * lane, and that one worker may have work in hand for which another is free.
 */
const aimMs = 500

/** How many messages the lanes of a queue take at a time, from what the last ones took: one, until they are known to be small. */
export class BatchSize {
  readonly #max: number
  /** Of a message; the last ones count most. */
  #ms = Number.POSITIVE_INFINITY

  /** @param max the most, however little time they take */
  constructor(max: number) {
    this.#max = max
  }

  /** At least 1. */
  get next(): number {
    return Math.min(Math.max(Math.floor(aimMs / this.#ms), 1), this.#max)
  }

  /** Tells how long a lane had a number of messages in hand. */
  took(ms: number, messages: number): void {
    const each = ms / messages
    this.#ms = Number.isFinite(this.#ms) ? (this.#ms + each) / 2 : each
  }
}
