import { sql } from 'kysely'
import type { Tx } from '../tables.ts'
import type { Processing } from './processing.queries.ts'

/**
 * Puts a processing back to its beginning, as if its runs had not been: the walk begins again, and what they counted counts as not
 * done. Only for one of which nothing was processed, or something would be processed twice.
 */
export async function forgetRuns(tx: Tx, { id, repository }: Processing): Promise<void> {
  await sql`
    update job_tally set cancel = cancel + error + duplicate, error = 0, duplicate = 0, warning = 0
    where job_id in (select job_id from processing_run where processing_id = ${id})`.execute(tx)
  await tx
    .updateTable('processing')
    .set({
      walk_cursor: null,
      walk_done: false,
      // Nothing of what is there now is taken up; items of the next run have higher numbers.
      taken_up: sql<number>`(select coalesce(max(id), 0) from job_item)`,
      // A JCR repository is counted by the walk.
      ...(repository === 'jcr' && { total_files: 0, count_status: 'WAITING' as const }),
    })
    .where('id', '=', id)
    .execute()
}
