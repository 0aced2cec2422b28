import { sql } from 'kysely'
import type { Db, Tx } from '../tables.ts'
import { itemFiles } from './item-name.ts'
import type { ItemResult, JobItem } from './job-kind.ts'
import { logLinesFrom } from './job-log.ts'
import { tallyFrom } from './totals.ts'

/** An item that has stopped, or failed, so many workers is not tried again. */
export const maxAttempts = 3

export type Claim =
  | { readonly kind: 'claimed'; readonly item: JobItem }
  /** Counted already, or its job is gone. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'poisoned'; readonly item: JobItem }

/** Takes an item for this worker. Each claim has an attempt number of its own; an earlier holder's work is void. */
export async function claimItem(db: Db, itemId: number, worker: string): Promise<Claim> {
  const item = await db
    .updateTable('job_item')
    .set({
      state: 'Running',
      attempt: sql<number>`attempt + 1`,
      worker,
      started_at: sql<Date>`now()`,
    })
    .where('id', '=', itemId)
    .where('state', '<>', 'Done')
    .where('attempt', '<', maxAttempts)
    .returningAll()
    .executeTakeFirst()
  if (item) return { kind: 'claimed', item }
  const left = await db.selectFrom('job_item').selectAll().where('id', '=', itemId).executeTakeFirst()
  return left && left.state !== 'Done' ? { kind: 'poisoned', item: left } : { kind: 'settled' }
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

/**
 * Counts an item, in the transaction that stores its result, and writes its lines to the log: one statement, since it is
 * run for every item. False when another worker holds it by now: then the transaction must be given up.
 */
export async function settleItem(tx: Tx, item: JobItem, result: ItemResult): Promise<boolean> {
  const { outcome, warnings, lines } = result
  const files = itemFiles(item.payload)
  const counts = result.counts ?? { [outcome]: files, warning: warnings > 0 ? files : 0 }
  const { rows } = await sql<{ settled: number }>`
    with settled as (
      update job_item set state = 'Done', outcome = ${outcome}, warnings = ${warnings}, finished_at = now()
      where id = ${item.id} and attempt = ${item.attempt} and state <> 'Done'
      returning job_id
    ),
    tallied as (${tallyFrom(sql`settled`, counts)}),
    logged as (${logLinesFrom(sql`settled`, lines)})
    select count(*) as settled from settled`.execute(tx)
  return rows[0]?.settled === 1
}
