import type { ItemEntries } from '../item-entries.ts'
import type { ArchiveItem } from './archive-item.ts'

/** So many items are added in one transaction. */
const largestBatch = 200
/** Items wait for others no longer than this, in ms. */
const longestWaitMs = 500
/** So many files are on their way to the disk at a time. */
const filesAtOnce = 8

/**
 * Adds the files of an archive to its job while it is unpacked, in their order: the first at once, so that its processing
 * begins, the others in batches that grow.
 */
export class EntryBatch {
  readonly #entries: ItemEntries
  readonly #coming: Promise<ArchiveItem>[] = []
  #items: ArchiveItem[] = []
  #batch = 1
  #addedAt = performance.now()

  constructor(entries: ItemEntries) {
    this.#entries = entries
  }

  /** Takes a file whose bytes may still be on their way to the disk. Rejects as it does. False: the job takes no more. */
  async add(item: Promise<ArchiveItem>): Promise<boolean> {
    // Whoever waits for it hears of a rejection; until then it is no unhandled one.
    item.catch(() => undefined)
    this.#coming.push(item)
    if (this.#coming.length >= Math.min(this.#batch, filesAtOnce)) await this.#takeFirst()
    const isDue = this.#items.length >= this.#batch || performance.now() - this.#addedAt >= longestWaitMs
    return isDue ? await this.#store() : true
  }

  /** Adds what waits. False: the job takes no more. */
  async flush(): Promise<boolean> {
    while (this.#coming.length > 0) await this.#takeFirst()
    return await this.#store()
  }

  /** Waits until nothing is on its way any more, whatever came of it. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#coming)
  }

  async #takeFirst(): Promise<void> {
    const first = await this.#coming[0]
    this.#coming.shift()
    if (first) this.#items.push(first)
  }

  async #store(): Promise<boolean> {
    if (this.#items.length === 0) return true
    if (!(await this.#entries.add(this.#items))) return false
    this.#items = []
    this.#batch = Math.min(this.#batch * 2, largestBatch)
    this.#addedAt = performance.now()
    return true
  }
}
