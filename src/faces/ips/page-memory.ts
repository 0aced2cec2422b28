import { WeighedMemory } from '../../core/weighed-memory.ts'

/** Lines of all pages that are kept; one takes about a kilobyte. */
const maxLines = 50_000

/** One page of something, and how many lines there are on all pages. */
export interface Page<Line> {
  readonly total: number
  /** Frozen, so that its XML is written once. */
  readonly lines: { readonly items: readonly Line[] }
}

/** Pages that can never change, as they were last shown: clients read the log of a job that has ended over and over. */
export class PageMemory<Line> {
  readonly #pages = new WeighedMemory<Page<Line>>(maxLines)

  /** The page of a key, which names all that it depends on; `make` is asked for one that is not kept. */
  async get(key: string, make: () => Promise<Page<Line>>): Promise<Page<Line>> {
    const kept = this.#pages.get(key)
    if (kept) return kept
    const { total, lines } = await make()
    const page = { total, lines: Object.freeze({ ...lines }) }
    this.#pages.keep(key, page, lines.items.length)
    return page
  }
}
