import type { Db } from '../tables.ts'
import type { JobItem } from './job-kind.ts'

/** So many items of one job are told at most; there are as many as workers have lanes. */
export const maxItemsInHand = 100

/** The items of a job that workers have in hand, the ones taken first in front. */
export async function itemsInHand(db: Db, jobId: number): Promise<JobItem[]> {
  return await db
    .selectFrom('job_item')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('state', '=', 'Running')
    .orderBy('started_at')
    .orderBy('id')
    .limit(maxItemsInHand)
    .execute()
}
