import { sql } from 'kysely'
import { fromKysely, type PgBoss } from 'pg-boss'
import type { JobQueue, QueueMessage } from '../../core/ports.ts'
import type { Tx } from '../../core/tables.ts'

/** The NOTIFY channel that wakes workers; its payload is the queue's name. */
export const wakeChannel = 'darkroom_queue'

/** The sending side of the queue. */
export class PgBossQueue implements JobQueue {
  readonly #boss: PgBoss

  constructor(boss: PgBoss) {
    this.#boss = boss
  }

  async enqueue(tx: Tx, messages: readonly QueueMessage[]): Promise<void> {
    const byQueue = Map.groupBy(messages, (message) => message.queue)
    for (const [queue, ofQueue] of byQueue) {
      await this.#boss.insert(
        queue,
        ofQueue.map((message) => ({ data: message })),
        { db: fromKysely(tx), returnId: false },
      )
      await sql`select pg_notify(${wakeChannel}, ${queue})`.execute(tx)
    }
  }
}
