import type { JobQueue } from '../ports.ts'
import type { Db } from '../tables.ts'
import { turnNow } from './turn.ts'

/**
 * Pauses a job: items in hand are ended, no further one is begun, and a job that waits is not started. Pausing twice is
 * no fault. False for a job that is about to end or has ended.
 */
export async function pauseJob(db: Db, queue: JobQueue, jobId: number): Promise<boolean> {
  return await db.transaction().execute(async (tx) => {
    const paused = await tx
      .updateTable('job')
      .set({ paused: true })
      .where('id', '=', jobId)
      .where('state', 'in', ['Waiting', 'Running'])
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
      .returning('state')
      .executeTakeFirst()
    if (!resumed) return false
    if (resumed.state === 'Waiting') {
      await queue.enqueue(tx, [{ queue: 'start', jobId }])
      return true
    }
    const items = await waitingItems(tx, jobId)
    await queue.enqueue(
      tx,
      items.map((itemId) => ({ queue: 'item', itemId })),
      { turn: turnNow() },
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
