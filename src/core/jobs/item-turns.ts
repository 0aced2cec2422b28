interface Waiting {
  readonly alone: boolean
  readonly start: () => void
}

/**
 * Lets the items of one worker process run side by side, but one alone that was in the hands of a worker before: if it
 * is what stopped that worker, no other item may be there the next time, which would be counted as stopped with it.
 * Turns come in the order in which they were asked for.
 */
export class ItemTurns {
  readonly #waiting: Waiting[] = []
  #running = 0
  #alone = false

  /** Throws the signal's reason when it comes before the turn. */
  async run<T>(alone: boolean, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    await this.#turn(alone, signal)
    try {
      return await task()
    } finally {
      this.#running -= 1
      if (alone) this.#alone = false
      this.#next()
    }
  }

  async #turn(alone: boolean, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const waiting = { alone, start: resolve }
    const giveUp = () => {
      const place = this.#waiting.indexOf(waiting)
      if (place < 0) return
      this.#waiting.splice(place, 1)
      reject(signal.reason)
      this.#next()
    }
    signal.addEventListener('abort', giveUp, { once: true })
    this.#waiting.push(waiting)
    this.#next()
    try {
      await promise
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }

  #next(): void {
    for (let [first] = this.#waiting; first && this.#takes(first); [first] = this.#waiting) {
      this.#waiting.shift()
      this.#running += 1
      this.#alone = first.alone
      first.start()
    }
  }

  #takes({ alone }: Waiting): boolean {
    return alone ? this.#running === 0 : !this.#alone
  }
}
