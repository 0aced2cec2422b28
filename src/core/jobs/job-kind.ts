import type { Selectable } from 'kysely'
import type { Company } from '../accounts/company.ts'
import type { Said } from '../messages/messages.ts'
import type { BlobStore } from '../ports.ts'
import type { Db, Tx } from '../tables.ts'
import type { ItemEntries } from './item-entries.ts'
import type { ItemOutcome, JobItemTable, JobTable, JobTotals } from './job.table.ts'
import type { LogLine } from './job-log.ts'
import type { LogType } from './log-type.ts'

export type Job = Selectable<JobTable>
export type JobItem = Selectable<JobItemTable>

/** What a job kind works with. */
export interface KindContext {
  /** Inside `finish` its transaction. */
  readonly db: Db
  readonly blobs: BlobStore
  readonly job: Job
  readonly company: Company
}

export interface ItemContext extends KindContext {
  readonly item: JobItem
  /** A private empty folder on local disk; the engine removes it. */
  readonly workFolder: string
  readonly signal: AbortSignal
  /** Tells how much of the item is done, 0 to 1; shown with the job, written at most once a second. */
  readonly progress: (done: number) => void
  /** The number of a folder of the company, by its path from the root on with a closing slash; made where it is missing. */
  readonly folderId: (path: string) => Promise<number>
  /** Items that this one adds while it is worked on. */
  readonly entries: ItemEntries
}

/** What the last step of a job works with. */
export interface FinishContext extends KindContext {
  /** Aborts when the job is stopped, or the worker has to stop. */
  readonly signal: AbortSignal
  /**
   * Keeps the job from being stopped until the transaction ends, and throws when it was stopped by now: to be called before
   * what no rollback undoes, and at the end of transactions of the step's own.
   */
  readonly hold: (tx: Tx) => Promise<void>
}

export interface ConcludeContext extends FinishContext {
  /** A private empty folder on local disk; the engine removes it. */
  readonly workFolder: string
}

/** What came of one item: how it counts, and its lines for the log. */
export interface ItemResult {
  readonly outcome: ItemOutcome
  /** Of an item that stands for several files (`itemFiles`), how each of them counts; absent: all as the outcome says. */
  readonly counts?: Partial<JobTotals>
  readonly warnings: number
  readonly lines: readonly LogLine[]
}

/** What the long part of an item left to do in a transaction; called again when that transaction is rolled back. */
export interface StoreItem {
  (tx: Tx): Promise<ItemResult>
  /** An asset name that the transaction holds when this is called (`holdNames`); absent: none. */
  readonly assetName?: string
  /**
   * It takes hold of nothing else that others might hold, so that items can be stored in one transaction: all transactions take
   * hold of names in the same order. Absent: the item needs a transaction of its own.
   */
  readonly together?: true
}

/**
 * A kind of job: the IPS element that carries its parameters, how one item is done, how the job ends. The engine owns
 * states, progress, retry and the log's frame.
 */
export interface JobKind {
  /** The IPS element: 'uploadPostJob'. */
  readonly name: string
  /** The value of ActiveJob.type. */
  readonly typeName: string
  readonly log: {
    readonly begin: LogType
    readonly beginMessage: LogLine['message']
    readonly end: LogType
    readonly endMessage: LogLine['message']
    readonly error: LogType
    /** With the places {file} and {reason}. Absent: that the file was not stored. */
    readonly errorMessage?: LogLine['message']
  }
  /** JobLog.jobSubType; empty for most kinds. */
  readonly subType: (params: object) => string
  /** Whether a job with these parameters can be done at all, before it is made. Throws `invalid-parameter`. */
  readonly check?: (db: Db, companyId: number, params: object) => Promise<void>
  /** The parameters as clients are shown them, of a job or a schedule. Absent: as they were given. */
  readonly shownParams?: (params: object) => object
  /**
   * The items of a job that a worker starts, in batches; each is worked on from then on. It is repeated after a crash:
   * then only items that are not there yet are added, but log lines that it writes may come twice. It ends at the batch
   * after which the job is found stopped. Absent: items come by themselves, or the kind has none.
   */
  readonly plan?: (context: KindContext) => AsyncIterable<readonly object[]>
  /**
   * The field of a payload by which a repeated plan knows an item again, because the rest of it may have changed meanwhile.
   * Absent: the whole of it.
   */
  readonly planKey?: string
  /**
   * The long part of one item, outside any transaction. It may be repeated after a crash. It returns what is to be
   * done in the item's transaction. A DarkroomError other than `internal` is the item's own fault: it fails with that
   * message and is not tried again.
   */
  readonly runItem?: (context: ItemContext) => Promise<StoreItem>
  /**
   * What else is to be stored when an item has failed for good, in the transaction that counts it. `mayPass`: it was tried
   * several times, and the reason may be gone at another time; false: it is the item's own fault.
   */
  readonly itemFailed?: (
    tx: Tx,
    failed: {
      readonly job: Job
      readonly item: JobItem
      readonly reason: Said
      readonly mayPass: boolean
    },
  ) => Promise<void>
  /**
   * The long part of the job's end, outside any transaction, before `finish`. It may be repeated after a crash. It returns
   * what is to be done in the transaction that ends the job. Left out for a job that was stopped, and broken off when it is.
   */
  readonly conclude?: (context: ConcludeContext) => Promise<(tx: Tx) => Promise<void>>
  /** What else is to be stored when somebody (`user`, by address) stops the job, in the transaction that stops it. */
  readonly stopped?: (tx: Tx, job: Pick<Job, 'id' | 'params'>, user: string) => Promise<void>
  /** What the job as a whole has to do after its last item, in the transaction that ends it; undone when the job is stopped. */
  readonly finish?: (tx: Tx, context: FinishContext) => Promise<void>
  /** What a job that was stopped has not done, beyond its files. Absent or undefined: nothing. */
  readonly leftUndone?: (params: object) => LogLine['message'] | undefined
}
