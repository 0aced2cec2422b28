import { fromKysely, type Job, type PgBoss } from 'pg-boss'
import type { Delivery, QueueMessage, QueueName } from '../../core/ports.ts'
import type { Tx } from '../../core/tables.ts'
import { heartbeatSeconds } from './boss.ts'

/** Without a notification, a lane looks for messages so often. */
export const pollMs = 2_000
const heartbeatEveryMs = (heartbeatSeconds * 1000) / 4

type Handler = (delivery: Delivery) => Promise<void>

/**
 * Takes messages of one queue, one at a time in each lane. A lane goes on as long as there are messages, then waits for
 * a wake-up. (pg-boss's own `work` loop waits after each message, and completes it in a commit of its own.)
 */
export class Consumer {
  readonly #boss: PgBoss
  readonly #queue: QueueName
  readonly #handler: Handler
  readonly #onError: (error: unknown, message: string) => void
  readonly #stopping = new AbortController()
  readonly #giveUp = new AbortController()
  readonly #sleepers = new Set<() => void>()
  /** Tells a lane that was busy looking for messages that it was called meanwhile. */
  #wakes = 0
  readonly #lanes: Promise<void>[]

  constructor(
    boss: PgBoss,
    queue: QueueName,
    lanes: number,
    handler: Handler,
    onError: (error: unknown, message: string) => void,
  ) {
    this.#boss = boss
    this.#queue = queue
    this.#handler = handler
    this.#onError = onError
    this.#lanes = Array.from({ length: lanes }, () => this.#lane())
  }

  wake(): void {
    this.#wakes += 1
    for (const waken of this.#sleepers) waken()
  }

  /** Takes no more messages, and lets the running ones end for `graceMs`; then they are aborted and handed back. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort()
    this.wake()
    const timer = setTimeout(() => this.#giveUp.abort(new Error('the worker is stopping')), graceMs)
    await Promise.allSettled(this.#lanes)
    clearTimeout(timer)
  }

  async #lane(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const wakes = this.#wakes
      const job = await this.#fetch()
      if (job !== undefined) await this.#handle(job)
      else if (wakes === this.#wakes) await this.#sleep()
    }
  }

  async #fetch(): Promise<Job<QueueMessage> | undefined> {
    try {
      const [job] = await this.#boss.fetch<QueueMessage>(this.#queue, { batchSize: 1 })
      return job
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.#onError(error, `queue ${this.#queue} can not be read`)
      return undefined
    }
  }

  async #handle(job: Job<QueueMessage>): Promise<void> {
    const attempt = { id: job.id, retryCount: job.retryCount }
    const lost = new AbortController()
    const heartbeat = setInterval(() => {
      this.#boss.touch(this.#queue, attempt).then(
        (touched) => {
          if ('affected' in touched && touched.affected === 0)
            lost.abort(new Error('the message was given to another worker'))
        },
        (error: unknown) => this.#onError(error, `heartbeat of queue ${this.#queue} failed`),
      )
    }, heartbeatEveryMs)
    let settled = false
    const done = async (tx: Tx) => {
      settled = true
      await this.#boss.complete(this.#queue, attempt, null, { db: fromKysely(tx) })
    }
    const signal = AbortSignal.any([lost.signal, this.#giveUp.signal])
    try {
      await this.#handler({ message: job.data, attempt: job.retryCount + 1, signal, done })
      if (!settled) await this.#boss.complete(this.#queue, attempt)
    } catch (error) {
      if (!signal.aborted) this.#onError(error, `a message of queue ${this.#queue} failed`)
      await this.#fail(attempt, error)
    } finally {
      clearInterval(heartbeat)
    }
  }

  async #fail(attempt: { id: string; retryCount: number }, error: unknown): Promise<void> {
    try {
      await this.#boss.fail(this.#queue, attempt, {
        message: error instanceof Error ? error.message : String(error),
      })
    } catch (failure) {
      // The message comes back by itself when its heartbeat runs out.
      this.#onError(failure, `a message of queue ${this.#queue} could not be handed back`)
    }
  }

  async #sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(waken, pollMs)
      const sleepers = this.#sleepers
      function waken() {
        clearTimeout(timer)
        sleepers.delete(waken)
        resolve()
      }
      sleepers.add(waken)
      if (this.#stopping.signal.aborted) waken()
    })
  }
}
