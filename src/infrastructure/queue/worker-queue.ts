import type pg from 'pg'
import type { PgBoss } from 'pg-boss'
import { workerConnectionName } from '../../core/health.ts'
import type { Delivery, QueueMessage, QueueName } from '../../core/ports.ts'
import { Consumer } from './consumer.ts'
import { Waker } from './waker.ts'

type Handlers = {
  readonly [Q in QueueName]: {
    readonly lanes: number
    readonly run: (delivery: Delivery<Extract<QueueMessage, { queue: Q }>>) => Promise<void>
  }
}

/** The receiving side of a worker process: a consumer for each queue, and one connection that wakes them. */
export class WorkerQueue {
  readonly #consumers: ReadonlyMap<string, Consumer>
  readonly #waker: Waker

  constructor(
    boss: PgBoss,
    pool: pg.PoolConfig,
    handlers: Handlers,
    onError: (error: unknown, message: string) => void,
  ) {
    this.#consumers = new Map(
      Object.entries(handlers).map(([queue, { lanes, run }]) => [
        queue,
        // Each queue holds messages of its own kind only.
        new Consumer(boss, queue as QueueName, lanes, run as (delivery: Delivery) => Promise<void>, onError),
      ]),
    )
    this.#waker = new Waker({ ...pool, application_name: workerConnectionName }, (queue) => {
      if (queue === undefined) for (const consumer of this.#consumers.values()) consumer.wake()
      else this.#consumers.get(queue)?.wake()
    })
  }

  async start(): Promise<void> {
    await this.#waker.start()
  }

  /** Lets running messages end for `graceMs`, then hands them back. */
  async stop(graceMs: number): Promise<void> {
    await Promise.all([...this.#consumers.values()].map((consumer) => consumer.stop(graceMs)))
    await this.#waker.close()
  }
}
