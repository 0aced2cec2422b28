interface Reading<Value> {
  readonly running: Promise<Value>
  /** For all who came after `running` had begun. */
  next?: Promise<Value>
}

/**
 * Lets callers who ask for the same thing at the same time share one read. None gets what was read before it asked: who
 * comes while a read is under way shares the next one with the others who do. So an answer is as new as one of the
 * caller's own, and many who ask cost two reads at a time at most. The value is handed to several: it must not be changed.
 */
export class SharedReads<Value> {
  readonly #readings = new Map<string, Reading<Value>>()

  /** `key` names all that the read depends on. Rejects with what the read throws, for all who share it. */
  async get(key: string, read: () => Promise<Value>): Promise<Value> {
    const reading = this.#readings.get(key)
    if (!reading) return await this.#begin(key, read)
    reading.next ??= reading.running.then(
      () => this.#begin(key, read),
      () => this.#begin(key, read),
    )
    return await reading.next
  }

  async #begin(key: string, read: () => Promise<Value>): Promise<Value> {
    const running = read()
    const reading: Reading<Value> = { running }
    this.#readings.set(key, reading)
    try {
      return await running
    } finally {
      if (reading.next === undefined) this.#readings.delete(key)
    }
  }
}
