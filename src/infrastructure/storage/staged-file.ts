import { rm } from 'node:fs/promises'
import { DarkroomError } from '../../core/errors.ts'
import type { BlobFacts, StagedBlob } from '../../core/ports.ts'

/** A complete file in staging. `move` takes it to its key, or drops it for a blob that is there; it may fail and be tried again. */
export class StagedFile implements StagedBlob {
  readonly sha256: string
  readonly size: number
  readonly #path: string
  readonly #move: () => Promise<BlobFacts>
  #committed: Promise<BlobFacts> | undefined
  #discarded = false

  constructor(path: string, sha256: string, size: number, move: () => Promise<BlobFacts>) {
    this.#path = path
    this.sha256 = sha256
    this.size = size
    this.#move = move
  }

  async commit(): Promise<BlobFacts> {
    if (this.#discarded) throw new DarkroomError('conflict', 'The staged file was discarded before.')
    this.#committed ??= this.#move()
    try {
      return await this.#committed
    } catch (thrown) {
      // What did not move is still staged: it can be committed again, or discarded.
      this.#committed = undefined
      throw thrown
    }
  }

  async discard(): Promise<void> {
    if (this.#committed !== undefined) return
    this.#discarded = true
    await rm(this.#path, { force: true })
  }
}
