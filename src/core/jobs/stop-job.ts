import { sql } from 'kysely'
import type { JobQueue } from '../ports.ts'
import type { Db, Tx } from '../tables.ts'
import type { Engine } from './engine.ts'
import { finishWhenCounted } from './finish-when-counted.ts'
import { itemFiles, itemName } from './item-name.ts'
import type { Job } from './job-kind.ts'
import { logLines } from './job-log.ts'
import { addToTally } from './totals.ts'

/** Items that are in hand when a job is stopped get so long to end; then they count as not done. */
export const stopGraceSeconds = 6

/**
 * Stops a job (IPS stopJob): items that no worker has begun are not done, the ones in hand get a few seconds. Its last
 * steps (sets, follow-up jobs) are left out. False for a job that has ended already.
 */
export async function stopJob(db: Db, queue: JobQueue, job: Job, user: string): Promise<boolean> {
  const stopped = await db.transaction().execute(async (tx) => {
    const stopping = await tx
      .updateTable('job')
      .set({ state: 'Stopping', stopped: true, closed: true, paused: false })
      .where('id', '=', job.id)
      .where('state', 'in', ['Waiting', 'Running'])
      .returning('id')
      .executeTakeFirst()
    if (!stopping) return false
    await logLines(tx, job.id, [{ type: 'FileCancel', message: 'jobStopped', args: { user } }])
    await windDown(tx, queue, job.id)
    return true
  })
  if (stopped) await finishWhenCounted(db, queue, job.id)
  return stopped
}

/** Takes back the items of a job that nobody has begun; those in hand get their grace. The caller holds the job's row. */
export async function windDown(tx: Tx, queue: JobQueue, jobId: number): Promise<void> {
  await cancelItems(tx, queue, jobId, ['Waiting'])
  await queue.enqueue(tx, [{ queue: 'stop', jobId }], { delaySeconds: stopGraceSeconds })
}

/**
 * The end of a stopped job's grace: what is still in hand, or was handed back meanwhile, counts as not done, whatever its
 * workers do.
 */
export async function endStopGrace(
  { db, queue }: Pick<Engine, 'db' | 'queue'>,
  jobId: number,
): Promise<void> {
  await db.transaction().execute(async (tx) => await cancelItems(tx, queue, jobId, ['Waiting', 'Running']))
  await finishWhenCounted(db, queue, jobId)
}

async function cancelItems(
  tx: Tx,
  queue: JobQueue,
  jobId: number,
  states: readonly ('Waiting' | 'Running')[],
): Promise<void> {
  const items = await tx
    .updateTable('job_item')
    .set({ state: 'Done', outcome: 'cancel', finished_at: sql<Date>`now()` })
    .where('job_id', '=', jobId)
    .where('state', 'in', states)
    .returning(['id', 'payload'])
    .execute()
  await queue.withdrawItems(
    tx,
    items.map((item) => item.id),
  )
  const files = items.reduce((sum, { payload }) => sum + itemFiles(payload), 0)
  await addToTally(tx, jobId, { cancel: files })
  for (let i = 0; i < items.length; i += 1000)
    await logLines(
      tx,
      jobId,
      items.slice(i, i + 1000).map((item) => ({
        type: 'FileCancel',
        message: 'notDone',
        args: { file: itemName(item) },
      })),
    )
}
