import { sql } from 'kysely'
import type { Delivery, QueueMessage } from '../ports.ts'
import type { Db, Tx } from '../tables.ts'
import type { Engine } from './engine.ts'
import { itemFiles } from './item-name.ts'
import type { ItemResult, JobItem } from './job-kind.ts'
import { logLinesFrom } from './job-log.ts'
import { tallyFrom } from './totals.ts'

export type ItemDelivery = Delivery<Extract<QueueMessage, { queue: 'item' }>>

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
    const item = await db
      .updateTable('job_item')
      .set({
        state: 'Running',
        attempt: sql<number>`attempt + 1`,
        worker,
        progress: 0,
        started_at: sql<Date>`now()`,
      })
      .where('id', '=', itemId)
      .where('state', '<>', 'Done')
      .where('attempt', '<', maxAttempts)
      .where(sql<boolean>`exists (
        select from job where job.id = job_item.job_id and not job.paused and not job.stopped)`)
      .returningAll()
      .executeTakeFirst()
    if (item) return { kind: 'claimed', item }
    const left = await db.selectFrom('job_item').selectAll().where('id', '=', itemId).executeTakeFirst()
    if (!left || left.state === 'Done') return { kind: 'settled' }
    if (await leaveItem(engine, delivery, left)) return { kind: 'settled' }
    if (left.attempt >= maxAttempts) return { kind: 'poisoned', item: left }
    // The job was resumed in between.
  }
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

/** What counting an item found. */
export interface Settled {
  /** Whether other items of its job wait for a worker. */
  readonly others: boolean
}

/**
 * Counts an item, in the transaction that stores its result, and writes its lines to the log: one statement, since it is
 * run for every item. Undefined when another worker holds it by now: then the transaction must be given up.
 */
export async function settleItem(tx: Tx, item: JobItem, result: ItemResult): Promise<Settled | undefined> {
  const { outcome, warnings, lines } = result
  const files = itemFiles(item.payload)
  const counts = result.counts ?? { [outcome]: files, warning: warnings > 0 ? files : 0 }
  const { rows } = await sql<Settled>`
    with settled as (
      update job_item set state = 'Done', outcome = ${outcome}, warnings = ${warnings}, finished_at = now()
      where id = ${item.id} and attempt = ${item.attempt} and state <> 'Done'
      returning job_id
    ),
    tallied as (${tallyFrom(sql`settled`, counts)}),
    logged as (${logLinesFrom(sql`settled`, lines)})
    select exists (select from job_item where job_id = settled.job_id and state = 'Waiting') as others
    from settled`.execute(tx)
  return rows[0]
}
