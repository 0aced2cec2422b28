import { sql } from 'kysely'
import type { Batch, Delivery, QueueMessage } from '../ports.ts'
import type { Db } from '../tables.ts'
import type { Engine } from './engine.ts'
import type { JobItem } from './job-kind.ts'
import { turnNow } from './turn.ts'

type ItemMessage = Extract<QueueMessage, { queue: 'item' }>
export type ItemDelivery = Delivery<ItemMessage>
export type ItemBatch = Batch<ItemMessage>

/** An item that has stopped, or failed, so many workers is not tried again. */
export const maxAttempts = 3

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
 * Those of several items that can be taken at once, in one statement; by number. The others are for `claimItem`: also those whose
 * rows somebody holds at this moment, since two statements that wait for rows of each other would never end.
 */
export async function claimItems(
  { db }: Pick<Engine, 'db'>,
  deliveries: readonly ItemDelivery[],
  worker: string,
): Promise<ReadonlyMap<number, JobItem>> {
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
  return new Map(items.map((item) => [item.id, item]))
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

/** Gives an item back as if it had not been taken: the worker has to stop, which is no fault of the item. */
export async function handBackItem(db: Db, item: JobItem): Promise<void> {
  await db
    .updateTable('job_item')
    .set({ state: 'Waiting', attempt: sql<number>`attempt - 1`, worker: null })
    .where('id', '=', item.id)
    .where('attempt', '=', item.attempt)
    .where('state', '=', 'Running')
    .execute()
}

/** Gives claimed items of a batch that nobody has begun to whoever is free, as if they had not been taken. */
export async function giveBackItems(
  { db, queue }: Pick<Engine, 'db' | 'queue'>,
  batch: ItemBatch,
  unbegun: readonly { readonly delivery: ItemDelivery; readonly item: JobItem }[],
): Promise<void> {
  if (unbegun.length === 0) return
  await db.transaction().execute(async (tx) => {
    // In this order as when a job is paused, resumed or stopped: first jobs, then items.
    const jobs = await tx
      .selectFrom('job')
      .select(['id', 'paused', 'stopped'])
      .where('id', 'in', [...new Set(unbegun.map(({ item }) => item.job_id))])
      .orderBy('id')
      .forShare()
      .execute()
    const held = sql`(select * from unnest(
      ${unbegun.map(({ item }) => item.id)}::bigint[], ${unbegun.map(({ item }) => item.attempt)}::integer[]))`
    const given = await tx
      .updateTable('job_item')
      .set({ state: 'Waiting', attempt: sql<number>`attempt - 1`, worker: null })
      .where(sql<boolean>`(id, attempt) in ${held}`)
      .where('state', '=', 'Running')
      .returning(['id', 'job_id'])
      .execute()
    // Ended, so that this worker does not end the next messages of those numbers; withdrawn, so that there can be some.
    await batch.done(
      tx,
      unbegun.map(({ delivery }) => delivery),
    )
    await queue.withdrawItems(
      tx,
      given.map(({ id }) => id),
    )
    // Who resumes a paused job sends its messages; one that was stopped needs none.
    const goingOn = new Set(jobs.filter(({ paused, stopped }) => !paused && !stopped).map(({ id }) => id))
    const again = given.filter(({ job_id }) => goingOn.has(job_id)).sort((a, b) => a.id - b.id)
    await queue.enqueue(
      tx,
      again.map(({ id }) => ({ queue: 'item', itemId: id })),
      { turn: turnNow() },
    )
  })
}
