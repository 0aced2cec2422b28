/** Lines of all pages that are kept; one takes about a kilobyte. */
const maxLines = 50_000

/** One page of something, and how many lines there are on all pages. */
export interface Page<Line> {
  readonly total: number
  /** Frozen, so that its XML is written once. */
  readonly lines: { readonly items: readonly Line[] }
}

/**
 * Pages that can never change, as they were last shown: clients read the log of a job that has ended over and over. Those
 * that were not asked for longest go first.
 */
export class PageMemory<Line> {
  readonly #pages = new Map<string, Page<Line>>()
  #lines = 0

  /** The page of a key, which names all that it depends on; `make` is asked for one that is not kept. */
  async get(key: string, make: () => Promise<Page<Line>>): Promise<Page<Line>> {
    const kept = this.#pages.get(key)
    if (kept) {
      this.#pages.delete(key)
      this.#pages.set(key, kept)
      return kept
    }
    const made = await make()
    this.#keep(key, { total: made.total, lines: Object.freeze({ ...made.lines }) })
    return this.#pages.get(key) ?? made
  }

  #keep(key: string, page: Page<Line>): void {
    if (page.lines.items.length > maxLines) return
    this.#lines += page.lines.items.length - (this.#pages.get(key)?.lines.items.length ?? 0)
    this.#pages.set(key, page)
    for (const [oldest, { lines }] of this.#pages) {
      if (this.#lines <= maxLines) return
      this.#pages.delete(oldest)
      this.#lines -= lines.items.length
    }
  }
}
