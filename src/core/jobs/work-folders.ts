import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Private folders for the files that items and ends of jobs make, one for each in hand. One that an item left empty is used again: for
 * every folder that is removed a file system may look longer for the number of the next new file (ext4 does for a minute).
 * So paths come again, and what reads files must not remember them by their paths.
 */
export class WorkFolders {
  readonly #parent: string
  readonly #free: string[] = []

  /** @param parent a folder on local disk */
  constructor(parent: string) {
    this.#parent = parent
  }

  /** An empty folder. */
  async take(): Promise<string> {
    return this.#free.pop() ?? (await mkdtemp(join(this.#parent, 'making-')))
  }

  /** After work that has ended, so that nothing is written there any more. */
  async giveBack(path: string): Promise<void> {
    const left = await readdir(path).catch(() => undefined)
    if (left?.length === 0) this.#free.push(path)
    else await this.remove(path)
  }

  /** After work that was given up, and may go on for a while. */
  async remove(path: string): Promise<void> {
    await rm(path, { recursive: true, force: true })
  }
}
