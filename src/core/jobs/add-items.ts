import type { JobQueue } from '../ports.ts'
import type { Tx } from '../tables.ts'
import type { Job } from './job-kind.ts'
import { addToTally } from './totals.ts'

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
  const items = await tx
    .insertInto('job_item')
    .values(payloads.map((payload) => ({ job_id: job.id, payload: JSON.stringify(payload) })))
    .returning('id')
    .execute()
  await addToTally(tx, job.id, { total: items.length })
  if (job.paused) return
  await queue.enqueue(
    tx,
    items.map(({ id }) => ({ queue: 'item', itemId: id })),
  )
}
