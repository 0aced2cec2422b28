import { SharedReads } from './shared-reads.ts'

/** What a read came to: the mark of what is there now, and what was made of it, unless the mark was known. */
export interface MarkedRead<Value> {
  readonly mark: string
  readonly value: Value | undefined
  /** How much memory the value takes, in the unit of the limit. */
  readonly weight: number
}

/**
 * Reads that many share (`SharedReads`), and that make nothing anew where nothing has changed: the last value of a key is
 * kept with the mark of what it was made from. Those that were not asked for longest go first when all kept together weigh
 * more than the limit.
 */
export class MarkedReads<Value> {
  readonly #shared = new SharedReads<Value>()
  readonly #kept = new Map<string, MarkedRead<Value> & { readonly value: Value }>()
  readonly #maxWeight: number
  #weight = 0

  constructor(maxWeight: number) {
    this.#maxWeight = maxWeight
  }

  /**
   * The value of `key`, which names all that the read depends on. `read` is told the mark of the value that is kept, and leaves
   * the value out where that is still the mark. The value is handed to several: it must not be changed.
   */
  async get(
    key: string,
    read: (knownMark: string | undefined) => Promise<MarkedRead<Value>>,
  ): Promise<Value> {
    return await this.#shared.get(key, async () => {
      const kept = this.#kept.get(key)
      const { mark, value = kept?.value, weight } = await read(kept?.mark)
      if (value === undefined) throw new Error(`nothing is kept of ${key}, but its mark was known`)
      this.#keep(key, { mark, value, weight: value === kept?.value ? kept.weight : weight })
      return value
    })
  }

  #keep(key: string, read: MarkedRead<Value> & { readonly value: Value }): void {
    this.#forget(key)
    this.#kept.set(key, read)
    this.#weight += read.weight
    for (const oldest of this.#kept.keys()) {
      if (this.#weight <= this.#maxWeight) return
      this.#forget(oldest)
    }
  }

  #forget(key: string): void {
    this.#weight -= this.#kept.get(key)?.weight ?? 0
    this.#kept.delete(key)
  }
}
