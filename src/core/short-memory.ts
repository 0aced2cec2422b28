/** So many answers are kept at most. */
const maxKept = 1_000

/**
 * Keeps what a look-up gave for a moment, so that much work on the same thing asks once. Only for what may be so old: the
 * answer is up to `ms` milliseconds behind. A look-up that fails is not kept.
 */
export class ShortMemory<Value> {
  readonly #ms: number
  readonly #kept = new Map<string, { readonly value: Promise<Value>; readonly until: number }>()

  constructor(ms: number) {
    this.#ms = ms
  }

  async get(key: string, look: () => Promise<Value>): Promise<Value> {
    const now = performance.now()
    const kept = this.#kept.get(key)
    if (kept && kept.until > now) return await kept.value
    if (this.#kept.size >= maxKept) this.#kept.clear()
    const value = look()
    this.#kept.set(key, { value, until: now + this.#ms })
    value.catch(() => this.#kept.delete(key))
    return await value
  }
}
