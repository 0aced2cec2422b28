import type { Company } from '../accounts/company.ts'
import type { BlobStore, JobQueue } from '../ports.ts'
import type { ShortMemory } from '../short-memory.ts'
import type { Db } from '../tables.ts'
import type { ItemTurns } from './item-turns.ts'
import type { Job, JobKind } from './job-kind.ts'
import type { WorkFolders } from './work-folders.ts'

/** What every item of a job needs to know of it. */
export interface JobInHand {
  readonly job: Job
  readonly company: Company
}

/** The rows of a job and its company are asked for so often while its items are worked on, in ms. */
export const rememberJobMs = 2_000
/** A folder is made sure of so often, in ms. */
export const rememberFolderMs = 1_000

/** What every part of the job engine works with; one for each process. */
export interface Engine {
  readonly db: Db
  readonly queue: JobQueue
  readonly blobs: BlobStore
  readonly kinds: JobKinds
  /** Of the items that this process works on. */
  readonly turns: ItemTurns
  /** By the number of the job. */
  readonly jobsInHand: ShortMemory<JobInHand>
  /** Numbers of folders by `<company>/<path>`. */
  readonly folders: ShortMemory<number>
  /** For files in the making: of an item, or of the long part of a job's end. */
  readonly workFolders: WorkFolders
  /** Name of this process, as `job_item.worker` shows it. */
  readonly workerName: string
  /** For causes that no client may see. */
  readonly logError: (error: unknown, message: string) => void
}

/** The job kinds by name. Two kinds of one name, or a job of an unknown kind, are faults of the program. */
export class JobKinds {
  readonly #byName = new Map<string, JobKind>()

  constructor(kinds: readonly JobKind[]) {
    for (const kind of kinds) {
      if (this.#byName.has(kind.name)) throw new Error(`two job kinds are named ${kind.name}`)
      this.#byName.set(kind.name, kind)
    }
  }

  get names(): readonly string[] {
    return [...this.#byName.keys()]
  }

  /** For a name that somebody else gave; undefined: there is no such kind. */
  find(name: string): JobKind | undefined {
    return this.#byName.get(name)
  }

  get(name: string): JobKind {
    const kind = this.find(name)
    if (!kind) throw new Error(`there is no job kind ${name}`)
    return kind
  }
}
