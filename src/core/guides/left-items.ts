import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../tables.ts'
import type { ProcessingItem } from './items.ts'
import type { Processing } from './processing.queries.ts'

/** An item of an earlier run that a further one may do. */
export interface LeftItem {
  readonly id: number
  readonly job_id: number
  /** `error`: it failed for a reason that may pass, and was counted so. */
  readonly outcome: 'cancel' | 'error'
  readonly payload: ProcessingItem
}

// In the words of the index `job_item_left`. Each run has walk, count and take-up items of its own.
const isLeft = sql`(outcome = 'cancel' or (outcome = 'error' and payload->>'again' = 'true'))
  and payload->>'step' not in ('walk', 'count', 'takeUp')`

/** Whether the runs of a processing have left items, as a value inside a statement about `processing`. */
export function hasLeftItems(): RawBuilder<boolean> {
  return sql`exists (
    select from processing_run join job_item on job_item.job_id = processing_run.job_id
    where processing_run.processing_id = processing.id and job_item.id > processing.taken_up and ${isLeft})`
}

/** The first items that the runs before a job left and that none has taken up, in order; at most `limit`. */
export async function leftItems(
  db: Db | Tx,
  { id, taken_up }: Pick<Processing, 'id' | 'taken_up'>,
  jobId: number,
  limit: number,
): Promise<LeftItem[]> {
  const { rows } = await sql<LeftItem>`
    select found.* from processing_run cross join lateral (
      select id, job_id, outcome, payload from job_item
      where job_item.job_id = processing_run.job_id and job_item.id > ${taken_up}::bigint and ${isLeft}
      order by id limit ${limit}
    ) as found
    where processing_run.processing_id = ${id} and processing_run.job_id < ${jobId}
    order by found.id limit ${limit}`.execute(db)
  return rows
}

/** Marks an item that has failed for a reason that may pass, so that a resumed run tries it again. */
export async function markToTryAgain(tx: Tx, itemId: number): Promise<void> {
  await sql`update job_item set payload = payload || '{"again": true}' where id = ${itemId}`.execute(tx)
}
