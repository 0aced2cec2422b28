import type { JobQueue } from '../ports.ts'
import type { Db } from '../tables.ts'

/** Pauses a running job: items in hand are ended, no further one is begun. False for a job that does not run. */
export async function pauseJob(db: Db, queue: JobQueue, jobId: number): Promise<boolean> {
  return await db.transaction().execute(async (tx) => {
    const paused = await tx
      .updateTable('job')
      .set({ paused: true })
      .where('id', '=', jobId)
      .where('state', '=', 'Running')
      .returning('id')
      .executeTakeFirst()
    if (!paused) return false
    await queue.withdrawItems(tx, await waitingItems(tx, jobId))
    return true
  })
}

/** Lets a paused job go on. False for a job that is not paused. */
export async function resumeJob(db: Db, queue: JobQueue, jobId: number): Promise<boolean> {
  return await db.transaction().execute(async (tx) => {
    const resumed = await tx
      .updateTable('job')
      .set({ paused: false })
      .where('id', '=', jobId)
      .where('paused', '=', true)
      .returning('id')
      .executeTakeFirst()
    if (!resumed) return false
    const items = await waitingItems(tx, jobId)
    await queue.enqueue(
      tx,
      items.map((itemId) => ({ queue: 'item', itemId })),
    )
    return true
  })
}

async function waitingItems(db: Db, jobId: number): Promise<number[]> {
  const items = await db
    .selectFrom('job_item')
    .select('id')
    .where('job_id', '=', jobId)
    .where('state', '=', 'Waiting')
    .orderBy('id')
    .execute()
  return items.map((item) => item.id)
}
