import { sql } from 'kysely'
import { requireCompany } from '../accounts/company.ts'
import { DarkroomError, toDarkroomError } from '../errors.ts'
import type { Said } from '../messages/messages.ts'
import type { Delivery, QueueMessage } from '../ports.ts'
import { addItems } from './add-items.ts'
import type { Engine } from './engine.ts'
import { finishWhenCounted } from './finish-when-counted.ts'
import { logLines } from './job-log.ts'

type StartDelivery = Delivery<Extract<QueueMessage, { queue: 'start' }>>

/** A plan that failed so often for reasons of the server is given up, and its job ends. */
export const maxPlanAttempts = 5

/**
 * Starts a queued job: adds the items of its plan, and closes it, in one transaction; from here on it runs, and it ends
 * when its items are counted. A plan that fails for good ends the job with a fatal error.
 */
export async function startJob(engine: Engine, delivery: StartDelivery): Promise<void> {
  const { jobId } = delivery.message
  try {
    await start(engine, jobId)
  } catch (error) {
    const isJobsOwn = error instanceof DarkroomError && error.code !== 'internal'
    if (!isJobsOwn && delivery.attempt < maxPlanAttempts) throw error
    if (!isJobsOwn) engine.logError(error, `job ${jobId} could not be started`)
    await startWithNothing(engine, jobId, toDarkroomError(error).said)
  }
  await finishWhenCounted(engine.db, engine.queue, jobId)
}

async function start(engine: Engine, jobId: number): Promise<void> {
  await engine.db.transaction().execute(async (tx) => {
    const job = await tx
      .updateTable('job')
      .set({ state: 'Running', started_at: sql<Date>`now()`, closed: true })
      .where('id', '=', jobId)
      .where('state', '=', 'Waiting')
      // Whoever resumes it sends another message.
      .where('paused', '=', false)
      .returningAll()
      .executeTakeFirst()
    if (!job) return
    const kind = engine.kinds.get(job.kind)
    if (!kind.plan) return
    const company = await requireCompany(tx, job.company_id)
    for await (const payloads of kind.plan({ db: tx, blobs: engine.blobs, job, company }))
      await addItems(tx, engine.queue, job, payloads)
  })
}

async function startWithNothing(engine: Engine, jobId: number, reason: Said): Promise<void> {
  await engine.db.transaction().execute(async (tx) => {
    const job = await tx
      .updateTable('job')
      .set({ state: 'Running', started_at: sql<Date>`now()`, closed: true, stopped: true, fatal_error: true })
      .where('id', '=', jobId)
      .where('state', '=', 'Waiting')
      .returning('id')
      .executeTakeFirst()
    if (job) await logLines(tx, jobId, [{ type: 'FatalError', message: 'jobFailed', args: { reason } }])
  })
}
