interface Kept<Value> {
  readonly value: Value
  readonly weight: number
}

/** Keeps values up to a weight over all; those that were not asked for longest go first. A key's new value replaces its former one. */
export class WeighedMemory<Value> {
  readonly #kept = new Map<string, Kept<Value>>()
  readonly #maxWeight: number
  #weight = 0

  /** @param maxWeight in the unit of the weights; a value that alone weighs more is not kept */
  constructor(maxWeight: number) {
    this.#maxWeight = maxWeight
  }

  get(key: string): Value | undefined {
    const kept = this.#kept.get(key)
    if (!kept) return undefined
    // A map is in the order in which its entries were put in.
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    return kept.value
  }

  keep(key: string, value: Value, weight: number): void {
    this.#forget(key)
    if (weight > this.#maxWeight) return
    this.#kept.set(key, { value, weight })
    this.#weight += weight
    for (const longest of this.#kept.keys()) {
      if (this.#weight <= this.#maxWeight) return
      this.#forget(longest)
    }
  }

  #forget(key: string): void {
    this.#weight -= this.#kept.get(key)?.weight ?? 0
    this.#kept.delete(key)
  }
}
