/** Ranges of bytes that files of an archive take up. Files of an honest archive share none. */
export class ClaimedRanges {
  /** Both ascending; the ranges between them do not touch. */
  readonly #starts: number[] = []
  readonly #ends: number[] = []

  /** False: a part of the range from `start` up to but not including `end` is taken. */
  claim(start: number, end: number): boolean {
    const at = this.#firstAfter(start)
    const before = this.#ends[at - 1]
    const after = this.#starts[at]
    if ((before !== undefined && before > start) || (after !== undefined && after < end)) return false
    this.#starts.splice(at, 0, start)
    this.#ends.splice(at, 0, end)
    return true
  }

  /** Archives are mostly in order, so the end is looked at first. */
  #firstAfter(start: number): number {
    const last = this.#starts.at(-1)
    if (last === undefined || last <= start) return this.#starts.length
    let [low, high] = [0, this.#starts.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#starts[middle] ?? 0) > start) high = middle
      else low = middle + 1
    }
    return low
  }
}
