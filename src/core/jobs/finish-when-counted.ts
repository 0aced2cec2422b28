import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { JobQueue } from '../ports.ts'
import type { Db } from '../tables.ts'

/**
 * Sends a job to its finish when it is closed and its last item is counted. Called after each item that no other
 * waits behind, and by the sweep; of any number of callers exactly one makes the step to Finishing. True for that one.
 */
export async function finishWhenCounted(db: Db, queue: JobQueue, jobId: number): Promise<boolean> {
  // Most calls end here, without a lock.
  const ready = await db
    .selectFrom('job')
    .select('id')
    .where('id', '=', jobId)
    .where('state', 'in', ['Running', 'Stopping'])
    .where('closed', '=', true)
    .where(noOpenItem(jobId))
    .executeTakeFirst()
  if (!ready) return false
  return await db.transaction().execute(async (tx) => {
    // The lock comes first: the statement after it sees items that a POST added just before it closed the job.
    await tx.selectFrom('job').select('id').where('id', '=', jobId).forNoKeyUpdate().execute()
    const finishing = await tx
      .updateTable('job')
      .set({ state: 'Finishing' })
      .where('id', '=', jobId)
      .where('state', 'in', ['Running', 'Stopping'])
      .where('closed', '=', true)
      .where(noOpenItem(jobId))
      .returning('id')
      .executeTakeFirst()
    if (!finishing) return false
    await queue.enqueue(tx, [{ queue: 'finish', jobId }])
    return true
  })
}

function noOpenItem(jobId: number): RawBuilder<SqlBool> {
  return sql`not exists (select from job_item where job_item.job_id = ${jobId} and job_item.state <> 'Done')`
}
