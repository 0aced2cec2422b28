import { DarkroomError } from '../../core/errors.ts'

/** Lets so many tasks run at once; up to `maxWaiting` others wait their turn, more are refused. */
export class ConcurrencyLimit {
  readonly #waiting: (() => void)[] = []
  readonly #maxWaiting: number
  #free: number

  constructor(atOnce: number, maxWaiting: number) {
    this.#free = atOnce
    this.#maxWaiting = maxWaiting
  }

  /** Throws `busy` when too many wait already. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1
    else if (this.#waiting.length < this.#maxWaiting)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else throw new DarkroomError('busy', 'The server has too many pictures to render. Try again in a moment.')
    try {
      return await task()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free += 1
    }
  }
}
