import { SharedReads } from './shared-reads.ts'
import { WeighedMemory } from './weighed-memory.ts'

/** What a read came to: the mark of what is there now, and what was made of it, unless the mark was known. */
export interface MarkedRead<Value> {
  readonly mark: string
  readonly value: Value | undefined
  /** How much memory the value takes, in the unit of the limit. */
  readonly weight: number
}

/**
 * Reads that many share (`SharedReads`), and that make nothing anew where nothing has changed: the last value of a key is
 * kept (`WeighedMemory`) with the mark of what it was made from.
 */
export class MarkedReads<Value> {
  readonly #shared = new SharedReads<Value>()
  readonly #memory: WeighedMemory<{ readonly mark: string; readonly value: Value }>

  constructor(maxWeight: number) {
    this.#memory = new WeighedMemory(maxWeight)
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
      const kept = this.#memory.get(key)
      const { mark, value, weight } = await read(kept?.mark)
      if (value !== undefined) {
        this.#memory.keep(key, { mark, value }, weight)
        return value
      }
      if (!kept) throw new Error(`nothing is kept of ${key}, but its mark was known`)
      return kept.value
    })
  }
}
