import type { JobQueue } from '../ports.ts'
import type { Tx } from '../tables.ts'
import { addToTally } from './totals.ts'

/** Adds items to a job that is not closed, and their messages to the queue. The caller holds the job's row. */
export async function addItems(
  tx: Tx,
  queue: JobQueue,
  jobId: number,
  payloads: readonly object[],
): Promise<void> {
  if (payloads.length === 0) return
  const items = await tx
    .insertInto('job_item')
    .values(payloads.map((payload) => ({ job_id: jobId, payload: JSON.stringify(payload) })))
    .returning('id')
    .execute()
  await addToTally(tx, jobId, { total: items.length })
  await queue.enqueue(
    tx,
    items.map(({ id }) => ({ queue: 'item', itemId: id })),
  )
}
