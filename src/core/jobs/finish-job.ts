import { sql } from 'kysely'
import { requireCompany } from '../accounts/company.ts'
import { userById } from '../accounts/user.ts'
import { DarkroomError, toDarkroomError } from '../errors.ts'
import type { Said } from '../messages/messages.ts'
import type { Delivery, QueueMessage } from '../ports.ts'
import type { Tx } from '../tables.ts'
import { concludeJob } from './conclude-job.ts'
import type { Engine } from './engine.ts'
import { followUp } from './follow-up.ts'
import type { Job } from './job-kind.ts'
import { logLines } from './job-log.ts'
import { composeJobMail } from './job-mail.ts'
import { countProgress, totalsOf } from './totals.ts'

/** A last step that failed so often for reasons of the server is given up. With the queue's pauses that is minutes. */
export const maxFinishAttempts = 10

type FinishDelivery = Delivery<Extract<QueueMessage, { queue: 'finish' }>>

/**
 * Ends a job: the kind's last step, the closing log lines, the totals and the mail, all in one transaction, so that it
 * happens once. When the kind's last step fails for good, the job ends with a fatal error in its log.
 */
export async function finishJob(engine: Engine, delivery: FinishDelivery): Promise<void> {
  try {
    const conclude = await concludeJob(engine, delivery.message.jobId, delivery.signal)
    await end(engine, delivery, undefined, conclude)
  } catch (error) {
    // The worker has to stop, which is no fault of the job.
    if (delivery.signal.aborted) throw error
    const isJobsOwn = error instanceof DarkroomError && error.code !== 'internal'
    if (!isJobsOwn && delivery.attempt < maxFinishAttempts) throw error
    if (!isJobsOwn) engine.logError(error, `job ${delivery.message.jobId} could not be finished`)
    await end(engine, delivery, toDarkroomError(error).said)
  }
}

async function end(
  engine: Engine,
  delivery: FinishDelivery,
  failure: Said | undefined,
  conclude?: (tx: Tx) => Promise<void>,
): Promise<void> {
  await engine.db.transaction().execute(async (tx) => {
    const job: Job | undefined = await tx
      .selectFrom('job')
      .selectAll()
      .where('id', '=', delivery.message.jobId)
      .where('state', '=', 'Finishing')
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (job) {
      const kind = engine.kinds.get(job.kind)
      const company = await requireCompany(tx, job.company_id)
      const context = { db: tx, blobs: engine.blobs, job, company }
      const isWhole = failure === undefined && !job.stopped
      const isFatal = job.fatal_error || failure !== undefined
      if (isWhole) {
        await conclude?.(tx)
        await kind.finish?.(tx, context)
      }
      if (failure !== undefined)
        await logLines(tx, job.id, [{ type: 'FatalError', message: 'jobFailed', args: { reason: failure } }])
      const totals = totalsOf(await countProgress(tx, job.id))
      await logLines(tx, job.id, [
        { type: 'TotalFileCount', message: 'totalFileCount', args: { count: totals.total } },
        { type: kind.log.end, message: kind.log.endMessage, args: { job: job.name } },
      ])
      await tx
        .updateTable('job')
        .set({
          state: 'Done',
          finished_at: sql<Date>`clock_timestamp()`,
          totals: JSON.stringify(totals),
          fatal_error: isFatal,
        })
        .where('id', '=', job.id)
        .execute()
      await followUp(tx, engine, { ...job, fatal_error: isFatal }, totals, isWhole)
      const user = await userById(tx, job.user_id)
      const mail = user && (await composeJobMail(tx, job, user.email, totals, failure !== undefined))
      if (mail) await engine.queue.enqueue(tx, [{ queue: 'mail', mail }])
    }
    await delivery.done(tx)
  })
}
