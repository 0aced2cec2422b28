import { sql } from 'kysely'
import type { Tx } from '../tables.ts'
import type { Engine } from './engine.ts'

/** So often a last step looks whether its job was stopped, in ms. */
const lookEveryMs = 1_000

/** Breaks the last step of a job off when the job is stopped, or when its worker has to stop. */
export class StopWatch {
  /** Aborts for both reasons. */
  readonly signal: AbortSignal
  readonly #engine: Pick<Engine, 'db' | 'logError'>
  readonly #jobId: number
  readonly #stopped = new AbortController()
  readonly #timer: NodeJS.Timeout
  #looking: Promise<void> | undefined
  /** The process id of the database connection whose statements may be broken off. */
  #backend: number | undefined

  constructor(engine: Pick<Engine, 'db' | 'logError'>, jobId: number, workerSignal: AbortSignal) {
    this.#engine = engine
    this.#jobId = jobId
    this.signal = AbortSignal.any([workerSignal, this.#stopped.signal])
    this.#timer = setInterval(() => {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = undefined
      })
    }, lookEveryMs)
  }

  get isStopped(): boolean {
    return this.#stopped.signal.aborted
  }

  /** Does the work of a transaction so that the statement it is in fails once the signal has aborted, however long it takes. */
  async interruptible(tx: Tx, work: () => Promise<void>): Promise<void> {
    this.signal.throwIfAborted()
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    this.#backend = rows[0]?.pid
    try {
      await work()
    } finally {
      this.#backend = undefined
      // What is being cancelled must not be a statement of somebody who gets the connection next.
      await this.#looking
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
  }

  async #look(): Promise<void> {
    const { db, logError } = this.#engine
    try {
      if (!this.isStopped) {
        const stopped = await db
          .selectFrom('job')
          .select('id')
          .where('id', '=', this.#jobId)
          .where('stopped', '=', true)
          .executeTakeFirst()
        if (stopped) this.#stopped.abort(new Error(`job ${this.#jobId} was stopped`))
      }
      // Each time: one that comes between two statements has no effect.
      if (this.signal.aborted && this.#backend !== undefined)
        await sql`select pg_cancel_backend(${this.#backend}::integer)`.execute(db)
    } catch (error) {
      logError(error, `whether job ${this.#jobId} was stopped can not be told`)
    }
  }
}
