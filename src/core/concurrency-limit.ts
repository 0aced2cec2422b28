import { DarkroomError } from './errors.ts'

interface Waiting {
  readonly places: number
  readonly start: () => void
}

/**
 * Lets tasks run at once that need so many places together; up to `maxWaiting` others (without it, any number) wait their turn,
 * more are refused. Turns come in the order in which they were asked for.
 */
export class ConcurrencyLimit {
  readonly #waiting: Waiting[] = []
  readonly #maxWaiting: number
  #free: number

  constructor(places: number, maxWaiting = Number.POSITIVE_INFINITY) {
    this.#free = places
    this.#maxWaiting = maxWaiting
  }

  /** `places`: how many the task takes, not more than there are. Throws `busy` when too many wait already. */
  async run<T>(task: () => Promise<T>, places = 1): Promise<T> {
    if (this.#waiting.length === 0 && this.#free >= places) this.#free -= places
    else if (this.#waiting.length < this.#maxWaiting)
      await new Promise<void>((start) => this.#waiting.push({ places, start }))
    else throw new DarkroomError('busy', 'The server has too much to do. Try again in a moment.')
    try {
      return await task()
    } finally {
      this.#free += places
      this.#startNext()
    }
  }

  #startNext(): void {
    for (let [next] = this.#waiting; next && next.places <= this.#free; [next] = this.#waiting) {
      this.#waiting.shift()
      this.#free -= next.places
      next.start()
    }
  }
}
