import type pg from 'pg'
import type { PgBoss } from 'pg-boss'
import { workerConnectionName } from '../../core/health.ts'
import type { Batch, Delivery, Failures, QueueMessage, QueueName } from '../../core/ports.ts'
import { BatchSize } from './batch-size.ts'
import { Consumer, type Handler } from './consumer.ts'
import { Waker } from './waker.ts'

type MessageOf<Q extends QueueName> = Extract<QueueMessage, { queue: Q }>

/** How the messages of a queue are done: one at a time in each lane, or up to `together` of them. */
type QueueHandler<Q extends QueueName> = { readonly lanes: number } & (
  | { readonly run: (delivery: Delivery<MessageOf<Q>>) => Promise<void> }
  | { readonly together: number; readonly runAll: (batch: Batch<MessageOf<Q>>) => Promise<Failures> }
)

type Handlers = { readonly [Q in QueueName]: QueueHandler<Q> }

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
      Object.entries(handlers).map(([name, handler]) => {
        const queue = name as QueueName
        const source = { boss, queue, onError }
        const { lanes } = handler
        const size = new BatchSize('run' in handler ? 1 : handler.together)
        // Each queue holds messages of its own kind only.
        const run =
          'run' in handler
            ? one(handler.run as (one: Delivery) => Promise<void>)
            : (handler.runAll as Handler)
        return [queue, new Consumer(source, { lanes, size }, run)]
      }),
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

function one(run: (delivery: Delivery) => Promise<void>): Handler {
  return async ({ deliveries }) => {
    for (const delivery of deliveries) await run(delivery)
    return new Map()
  }
}
