import { DarkroomError } from './errors.ts'

/** Lets so many tasks run at once; up to `maxWaiting` others (without it, any number) wait their turn, more are refused. */
export class ConcurrencyLimit {
  readonly #waiting: (() => void)[] = []
  readonly #maxWaiting: number
  #free: number

  constructor(atOnce: number, maxWaiting = Number.POSITIVE_INFINITY) {
    this.#free = atOnce
    this.#maxWaiting = maxWaiting
  }

  /** Throws `busy` when too many wait already. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1
    else if (this.#waiting.length < this.#maxWaiting)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else throw new DarkroomError('busy', 'The server has too much to do. Try again in a moment.')
    try {
      return await task()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free += 1
    }
  }
}
