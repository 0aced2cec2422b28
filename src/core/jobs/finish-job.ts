import { DarkroomError, toDarkroomError } from '../errors.ts'
import type { Said } from '../messages/messages.ts'
import type { Delivery, QueueMessage } from '../ports.ts'
import type { Tx } from '../tables.ts'
import { type Concluded, concludeJob } from './conclude-job.ts'
import { endJob, holdFinishing, holdUnstopped, JobOverError } from './end-job.ts'
import type { Engine } from './engine.ts'
import { StopWatch } from './stop-watch.ts'

/** A last step that failed so often for reasons of the server is given up. With the queue's pauses that is minutes. */
export const maxFinishAttempts = 10

type FinishDelivery = Delivery<Extract<QueueMessage, { queue: 'finish' }>>

/**
 * Ends a job: the kind's last step, the closing log lines, the totals and the mail, all in one transaction, so that it
 * happens once. When the kind's last step fails for good, the job ends with a fatal error in its log; when the job is
 * stopped meanwhile, the step is broken off and undone.
 */
export async function finishJob(engine: Engine, delivery: FinishDelivery): Promise<void> {
  const { jobId } = delivery.message
  const watch = new StopWatch(engine, jobId, delivery.signal)
  try {
    const concluded = await concludeJob(engine, jobId, watch.signal)
    if (concluded) await endWhole(engine, delivery, concluded, watch)
    else await endAsItIs(engine, delivery, undefined)
  } catch (error) {
    // The worker has to stop, which is no fault of the job.
    if (delivery.signal.aborted) throw error
    if (watch.isStopped || error instanceof JobOverError) {
      await endAsItIs(engine, delivery, undefined)
      return
    }
    const isJobsOwn = error instanceof DarkroomError && error.code !== 'internal'
    if (!isJobsOwn && delivery.attempt < maxFinishAttempts) throw error
    if (!isJobsOwn) engine.logError(error, `job ${jobId} could not be finished`)
    await endAsItIs(engine, delivery, toDarkroomError(error).said)
  } finally {
    await watch.close()
  }
}

/** The row of the job is held only when the step is done, so that the job can be stopped as long as it is not. */
async function endWhole(
  engine: Engine,
  delivery: FinishDelivery,
  { job, company, store }: Concluded,
  watch: StopWatch,
): Promise<void> {
  const { signal } = watch
  await engine.db.transaction().execute(async (tx) => {
    const hold = async (held: Tx) => void (await holdUnstopped(held, job.id))
    const context = { db: tx, blobs: engine.blobs, job, company, signal, hold }
    await watch.interruptible(tx, async () => {
      await store(tx)
      await engine.kinds.get(job.kind).finish?.(tx, context)
    })
    await endJob(tx, engine, await holdUnstopped(tx, job.id), undefined)
    await delivery.done(tx)
  })
}

/** Without a last step: of a job that was stopped, or whose last step failed. Does nothing to one that has ended. */
async function endAsItIs(engine: Engine, delivery: FinishDelivery, failure: Said | undefined): Promise<void> {
  await engine.db.transaction().execute(async (tx) => {
    const job = await holdFinishing(tx, delivery.message.jobId)
    if (job) await endJob(tx, engine, job, failure)
    await delivery.done(tx)
  })
}
