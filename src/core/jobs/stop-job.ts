import { sql } from 'kysely'
import type { JobQueue } from '../ports.ts'
import type { Tx } from '../tables.ts'
import { endJob, holdFinishing } from './end-job.ts'
import type { Engine } from './engine.ts'
import { finishWhenCounted } from './finish-when-counted.ts'
import { itemFiles, itemName } from './item-name.ts'
import type { Job } from './job-kind.ts'
import { logLines } from './job-log.ts'
import { addToTally } from './totals.ts'

/** Items that are in hand when a job is stopped get so long to end; then they count as not done. */
export const stopGraceSeconds = 6

/** What came of a stop. Ended: nothing of the job can be stopped any more. */
export type Stop = 'stopped' | 'was being stopped' | 'ended'

/**
 * Stops a job (IPS stopJob): items that no worker has begun are not done, the ones in hand get a few seconds. Its last
 * steps (sets, publishing, follow-up jobs) are left out, or broken off and undone.
 */
export async function stopJob(
  { db, queue, kinds }: Pick<Engine, 'db' | 'queue' | 'kinds'>,
  job: Job,
  user: string,
): Promise<Stop> {
  const stop = await db.transaction().execute(async (tx): Promise<Stop> => {
    const before = await tx
      .selectFrom('job')
      .select(['state', 'stopped'])
      .where('id', '=', job.id)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!before || before.state === 'Done') return 'ended'
    if (before.stopped) return 'was being stopped'
    const isFinishing = before.state === 'Finishing'
    const kind = kinds.find(job.kind)
    if (isFinishing && kind && !kind.conclude && !kind.finish) return 'ended'
    await tx
      .updateTable('job')
      .set({ state: isFinishing ? 'Finishing' : 'Stopping', stopped: true, closed: true, paused: false })
      .where('id', '=', job.id)
      .execute()
    await logLines(tx, job.id, [{ type: 'FileCancel', message: 'jobStopped', args: { user } }])
    // In front of the counts, as in the transactions of items: so these never wait for each other.
    await kind?.stopped?.(tx, job, user)
    if (isFinishing) await sendStop(tx, queue, job.id)
    else await windDown(tx, queue, job.id)
    return 'stopped'
  })
  if (stop === 'stopped') await finishWhenCounted(db, queue, job.id)
  return stop
}

/** Takes back the items of a job that nobody has begun; those in hand get their grace. The caller holds the job's row. */
export async function windDown(tx: Tx, queue: JobQueue, jobId: number): Promise<void> {
  await cancelItems(tx, queue, jobId, ['Waiting'])
  await sendStop(tx, queue, jobId)
}

async function sendStop(tx: Tx, queue: JobQueue, jobId: number): Promise<void> {
  await queue.enqueue(tx, [{ queue: 'stop', jobId }], { delaySeconds: stopGraceSeconds })
}

/**
 * The end of a stopped job's grace: what is still in hand, or was handed back meanwhile, counts as not done, and the job
 * ends, whatever its workers do and whatever the line is in which its last step waits.
 */
export async function endStopGrace(engine: Engine, jobId: number): Promise<void> {
  const { db, queue } = engine
  await db.transaction().execute(async (tx) => await cancelItems(tx, queue, jobId, ['Waiting', 'Running']))
  await finishWhenCounted(db, queue, jobId)
  await db.transaction().execute(async (tx) => {
    const job = await holdFinishing(tx, jobId)
    if (job?.stopped) await endJob(tx, engine, job, undefined)
  })
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
