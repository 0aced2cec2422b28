import { sql } from 'kysely'
import type { Batch, Delivery, QueueMessage } from '../ports.ts'
import type { Db } from '../tables.ts'
import type { Engine } from './engine.ts'
import type { JobItem } from './job-kind.ts'

type ItemMessage = Extract<QueueMessage, { queue: 'item' }>
export type ItemDelivery = Delivery<ItemMessage>
export type ItemBatch = Batch<ItemMessage>

/** An item that has stopped, or failed, so many workers is not tried again. */
export const maxAttempts = 3

/** An item in the hands of this worker. */
export interface ClaimedItem {
  readonly delivery: ItemDelivery
  readonly item: JobItem
}

export type Claim =
  | { readonly kind: 'claimed'; readonly item: JobItem }
  /** Counted already, or its job is gone or takes up no more items. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'poisoned'; readonly item: JobItem }

/**
 * Takes an item for this worker, unless its job is paused or stopped. Each claim has an attempt number of its own; an
 * earlier holder's work is void.
 */
export async function claimItem(
  engine: Pick<Engine, 'db' | 'queue'>,
  delivery: ItemDelivery,
  worker: string,
): Promise<Claim> {
  const { db } = engine
  const { itemId } = delivery.message
  for (;;) {
    const item = await takenUp(db, worker).where('id', '=', itemId).executeTakeFirst()
    if (item) return { kind: 'claimed', item }
    const left = await db.selectFrom('job_item').selectAll().where('id', '=', itemId).executeTakeFirst()
    if (!left || left.state === 'Done') return { kind: 'settled' }
    if (await leaveItem(engine, delivery, left)) return { kind: 'settled' }
    if (left.attempt >= maxAttempts) return { kind: 'poisoned', item: left }
    // The job was resumed in between.
  }
}

/**
 * Takes those of several items that can be taken at once, in one statement. The others are for `claimItem`: also those whose
 * rows somebody holds at this moment, since two statements that wait for rows of each other would never end.
 */
export async function claimItems(
  { db }: Pick<Engine, 'db'>,
  deliveries: readonly ItemDelivery[],
  worker: string,
): Promise<{ readonly claimed: ClaimedItem[]; readonly others: readonly ItemDelivery[] }> {
  const ids = deliveries.map(({ message }) => message.itemId)
  const items = await takenUp(db, worker)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('job_item')
        .select('id')
        .where('id', '=', sql<number>`any(${ids})`)
        .forNoKeyUpdate()
        .skipLocked(),
    )
    .execute()
  const byId = new Map(items.map((item) => [item.id, item]))
  const claimed: ClaimedItem[] = []
  const others: ItemDelivery[] = []
  for (const delivery of deliveries) {
    const item = byId.get(delivery.message.itemId)
    if (item) claimed.push({ delivery, item })
    else others.push(delivery)
  }
  return { claimed, others }
}

function takenUp(db: Db, worker: string) {
  return db
    .updateTable('job_item')
    .set({
      state: 'Running',
      attempt: sql<number>`attempt + 1`,
      worker,
      progress: 0,
      started_at: sql<Date>`now()`,
    })
    .where('state', '<>', 'Done')
    .where('attempt', '<', maxAttempts)
    .where(sql<boolean>`exists (
      select from job where job.id = job_item.job_id and not job.paused and not job.stopped)`)
    .returningAll()
}

/**
 * Leaves an item alone whose job is paused or stopped: one that was in hand then, and came back from a worker that had to
 * stop or died. The one who resumes the job sends its message again. False: the job is neither.
 */
async function leaveItem(
  { db, queue }: Pick<Engine, 'db' | 'queue'>,
  delivery: ItemDelivery,
  item: JobItem,
): Promise<boolean> {
  return await db.transaction().execute(async (tx) => {
    // In this order as when the job is resumed: first the job, then its items.
    const job = await tx
      .selectFrom('job')
      .select(['paused', 'stopped'])
      .where('id', '=', item.job_id)
      .forShare()
      .executeTakeFirst()
    if (!job?.paused && !job?.stopped) return false
    await tx
      .updateTable('job_item')
      .set({ state: 'Waiting', worker: null })
      .where('id', '=', item.id)
      .where('attempt', '=', item.attempt)
      .where('state', '=', 'Running')
      .execute()
    // Ended, so that this worker does not end the next message of that number; withdrawn, so that there can be one.
    await delivery.done(tx)
    await queue.withdrawItems(tx, [item.id])
    return true
  })
}
