import { sql } from 'kysely'
import type { JobQueue } from '../ports.ts'
import type { Tx } from '../tables.ts'
import type { Job } from './job-kind.ts'
import { tallyFrom } from './totals.ts'

/**
 * Adds items to a job that is not closed, and their messages to the queue; a paused job's items get theirs when it is
 * resumed. The caller holds the job's row.
 */
export async function addItems(
  tx: Tx,
  queue: JobQueue,
  job: Pick<Job, 'id' | 'paused'>,
  payloads: readonly object[],
): Promise<void> {
  if (payloads.length === 0) return
  const { rows } = await sql<{ id: number }>`
    with added as (
      insert into job_item (job_id, payload)
      select ${job.id}::bigint, jsonb_array_elements(${JSON.stringify(payloads)}::jsonb)
      returning id
    ),
    tallied as (
      ${tallyFrom(sql`(select ${job.id}::bigint as job_id) as one`, { total: payloads.length })}
    )
    select id from added order by id`.execute(tx)
  if (job.paused) return
  await queue.enqueue(
    tx,
    rows.map(({ id }) => ({ queue: 'item', itemId: id })),
  )
}
