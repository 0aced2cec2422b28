import { type SqlBool, sql } from 'kysely'
import { requireCompany } from '../accounts/company.ts'
import { DarkroomError, toDarkroomError } from '../errors.ts'
import type { Said } from '../messages/messages.ts'
import type { Delivery, QueueMessage } from '../ports.ts'
import type { Engine } from './engine.ts'
import { finishWhenCounted } from './finish-when-counted.ts'
import type { Job } from './job-kind.ts'
import { logLines } from './job-log.ts'
import { PlannedItems } from './planned-items.ts'
import { windDown } from './stop-job.ts'

type StartDelivery = Delivery<Extract<QueueMessage, { queue: 'start' }>>

/** A plan that failed so often for reasons of the server is given up, and its job ends. */
export const maxPlanAttempts = 5

/**
 * Starts a queued job: from here on it runs, its items are added as its plan finds them, and worked on at once; when the
 * plan is through, the job is closed, and ends when its items are counted. A plan that fails for good ends the job with a
 * fatal error. A crash at any point repeats the plan, which adds what is missing.
 */
export async function startJob(engine: Engine, delivery: StartDelivery): Promise<void> {
  const { jobId } = delivery.message
  let attempt: number | null = null
  try {
    const job = await begin(engine, jobId)
    attempt = job?.plan_attempt ?? null
    if (job) await plan(engine, job, delivery.signal)
  } catch (error) {
    // The worker has to stop, which is no fault of the job.
    if (delivery.signal.aborted) throw error
    const isJobsOwn = error instanceof DarkroomError && error.code !== 'internal'
    if (!isJobsOwn && delivery.attempt < maxPlanAttempts) throw error
    if (!isJobsOwn) engine.logError(error, `job ${jobId} could not be started`)
    await fail(engine, jobId, attempt, toDarkroomError(error).said)
  }
  await finishWhenCounted(engine.db, engine.queue, jobId)
}

/** The job, as it runs from now on; undefined for one that is not to be started, or was started to its end. */
async function begin({ db, kinds }: Engine, jobId: number): Promise<Job | undefined> {
  return await db.transaction().execute(async (tx) => {
    const job = await tx
      .selectFrom('job')
      .selectAll()
      .where('id', '=', jobId)
      .forNoKeyUpdate()
      .executeTakeFirst()
    // Whoever resumes a paused one sends another message.
    const isFirst = job?.state === 'Waiting' && !job.paused
    const isRepeated = job?.state === 'Running' && job.plan_attempt !== null
    if (!isFirst && !isRepeated) return undefined
    const hasPlan = kinds.get(job.kind).plan !== undefined
    return await tx
      .updateTable('job')
      .set({
        state: 'Running',
        closed: !hasPlan,
        plan_attempt: hasPlan ? (job.plan_attempt ?? 0) + 1 : null,
        ...(isFirst && { started_at: sql<Date>`now()` }),
      })
      .where('id', '=', jobId)
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

async function plan(engine: Engine, job: Job, signal: AbortSignal): Promise<void> {
  const { db, blobs } = engine
  const kind = engine.kinds.get(job.kind)
  if (!kind.plan) return
  const company = await requireCompany(db, job.company_id)
  const items = await PlannedItems.open(engine, job, kind)
  for await (const payloads of kind.plan({ db, blobs, job, company })) {
    signal.throwIfAborted()
    if (!(await items.add(payloads))) return
  }
  await items.close()
}

/** Ends a job that could not be started, or whose plan failed: what it has by then is wound down. */
async function fail(
  { db, queue }: Engine,
  jobId: number,
  attempt: number | null,
  reason: Said,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const job = await tx
      .updateTable('job')
      .set({
        state: 'Stopping',
        started_at: sql<Date>`coalesce(started_at, now())`,
        closed: true,
        stopped: true,
        fatal_error: true,
        paused: false,
        plan_attempt: null,
      })
      .where('id', '=', jobId)
      .where(
        attempt === null
          ? sql<SqlBool>`state = 'Waiting'`
          : sql<SqlBool>`state = 'Running' and plan_attempt = ${attempt}`,
      )
      .returning('id')
      .executeTakeFirst()
    if (!job) return
    await logLines(tx, jobId, [{ type: 'FatalError', message: 'jobFailed', args: { reason } }])
    await windDown(tx, queue, jobId)
  })
}
