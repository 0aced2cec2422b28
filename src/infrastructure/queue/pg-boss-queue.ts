import { sql } from 'kysely'
import { fromKysely, type PgBoss } from 'pg-boss'
import type { JobQueue, QueueMessage } from '../../core/ports.ts'
import type { Tx } from '../../core/tables.ts'

/** pg-boss keeps priorities in 32 bits. */
const maxPriority = 2 ** 31 - 1

/** The NOTIFY channel that wakes workers; its payload is the queue's name. */
export const wakeChannel = 'darkroom_queue'

/** The sending side of the queue. */
export class PgBossQueue implements JobQueue {
  readonly #boss: PgBoss

  constructor(boss: PgBoss) {
    this.#boss = boss
  }

  async enqueue(
    tx: Tx,
    messages: readonly QueueMessage[],
    { delaySeconds = 0, turn }: { readonly delaySeconds?: number; readonly turn?: number } = {},
  ): Promise<void> {
    const byQueue = Map.groupBy(messages, (message) => message.queue)
    for (const [queue, ofQueue] of byQueue) {
      await this.#boss.insert(
        queue,
        ofQueue.map((message, i) => ({
          data: message,
          ...(message.queue === 'item' && { id: itemMessageId(message.itemId) }),
          ...(delaySeconds > 0 && { startAfter: delaySeconds }),
          // The highest priority is taken first.
          ...(turn !== undefined && { priority: -Math.min(turn + i, maxPriority) }),
        })),
        { db: fromKysely(tx), returnId: false },
      )
      await sql`select pg_notify(${wakeChannel}, ${queue})`.execute(tx)
    }
  }

  async withdrawItems(tx: Tx, itemIds: readonly number[]): Promise<void> {
    if (itemIds.length === 0) return
    await this.#boss.deleteJob('item', itemIds.map(itemMessageId), { db: fromKysely(tx) })
  }
}

/** The message of an item can be found again: its number, as a UUID of version 8 (RFC 9562). */
function itemMessageId(itemId: number): string {
  return `da4c4007-0000-8000-8000-${itemId.toString(16).padStart(12, '0')}`
}
