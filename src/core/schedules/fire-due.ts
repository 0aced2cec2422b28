import { DarkroomError } from '../errors.ts'
import { createQueuedJob } from '../jobs/create-job.ts'
import type { Engine, JobKinds } from '../jobs/engine.ts'
import type { Job } from '../jobs/job-kind.ts'
import { runName } from '../jobs/run-name.ts'
import type { Tx } from '../tables.ts'
import type { JobSchedule } from './create-schedule.ts'
import { parseSchedule } from './quartz.ts'

/** How often each worker looks for schedules that are due. */
export const fireEveryMs = 1_000
const dueAtOnce = 20

/**
 * Starts a run of each schedule that is due. Of any number of servers one does: the row is locked while its run is made
 * and its next time is set, both in one transaction. Times that passed while no server was up make one run together.
 * A schedule that can not be started keeps no other from it: one that never can gets the trigger state Error, one of a kind
 * that this server does not know is left to servers that do. Returns how many runs were started.
 */
export async function fireDue(
  engine: Pick<Engine, 'db' | 'queue' | 'kinds' | 'logError'>,
  now: Date,
): Promise<number> {
  const failed: number[] = []
  let fired = 0
  while (fired + failed.length < dueAtOnce) {
    try {
      if (!(await fireNext(engine, now, failed))) break
      fired += 1
    } catch (error) {
      if (!(error instanceof NotStartedError)) throw error
      failed.push(error.schedule.id)
      await tellFailure(engine, error)
    }
  }
  return fired
}

class NotStartedError extends Error {
  readonly schedule: JobSchedule

  constructor(schedule: JobSchedule, cause: unknown) {
    super(`schedule ${schedule.id} (${schedule.original_name}) could not be started`, { cause })
    this.schedule = schedule
  }
}

/** False: none is due but those in `without`. */
async function fireNext(
  engine: Pick<Engine, 'db' | 'queue' | 'kinds'>,
  now: Date,
  without: readonly number[],
): Promise<boolean> {
  return await engine.db.transaction().execute(async (tx) => {
    const due = await lockDue(tx, engine.kinds, now, without)
    if (!due) return false
    try {
      await runSchedule(tx, engine, due, now)
      await setNextTime(tx, due, now)
      return true
    } catch (error) {
      throw new NotStartedError(due, error)
    }
  })
}

/** Of the schedules that are due the one that is so for the longest time and that nobody else has in hand. */
async function lockDue(
  tx: Tx,
  kinds: JobKinds,
  now: Date,
  without: readonly number[],
): Promise<JobSchedule | undefined> {
  return await tx
    .selectFrom('job_schedule')
    .selectAll()
    .where('trigger_state', '=', 'Normal')
    .where('next_fire_time', '<=', now)
    .where('kind', 'in', kinds.names)
    .where('id', 'not in', [0, ...without])
    .orderBy('next_fire_time')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

async function tellFailure(
  { db, logError }: Pick<Engine, 'db' | 'logError'>,
  { schedule, message, cause }: NotStartedError,
): Promise<void> {
  logError(cause, message)
  if (!isLasting(cause)) return
  await db
    .updateTable('job_schedule')
    .set({ trigger_state: 'Error' })
    .where('id', '=', schedule.id)
    .where('trigger_state', '=', 'Normal')
    .execute()
}

/** Whether trying again would give the same: what the schedule says is wrong, or the database refuses it (SQLSTATE 22, 23). */
function isLasting(error: unknown): boolean {
  if (error instanceof DarkroomError) return error.code !== 'internal'
  return error instanceof Error && 'code' in error && /^2[23]...$/.test(String(error.code))
}

/**
 * A run of the schedule now, whatever its next time is (IPS executeJob). Throws `not-implemented` for a kind that this
 * server does not know.
 */
export async function runSchedule(
  tx: Tx,
  { queue, kinds }: Pick<Engine, 'queue' | 'kinds'>,
  schedule: JobSchedule,
  now: Date,
): Promise<Job> {
  const kind = kinds.find(schedule.kind)
  if (!kind)
    throw new DarkroomError('not-implemented', `This server does not know jobs of the kind ${schedule.kind}.`)
  return await createQueuedJob(tx, queue, kind, {
    companyId: schedule.company_id,
    userId: schedule.user_id,
    mailUserId: schedule.mail_user_id,
    originalName: schedule.original_name,
    name: runName(schedule.original_name, now),
    description: schedule.description,
    locale: schedule.locale,
    params: schedule.params,
    client: schedule.client,
    clientAddress: schedule.client_address,
    scheduleId: schedule.id,
  })
}

/** A schedule that has no further time is done with, and goes. */
async function setNextTime(tx: Tx, schedule: JobSchedule, now: Date): Promise<void> {
  const next =
    schedule.exec_schedule === null
      ? undefined
      : parseSchedule(schedule.exec_schedule, schedule.time_zone).next(now)
  if (next)
    await tx.updateTable('job_schedule').set({ next_fire_time: next }).where('id', '=', schedule.id).execute()
  else await tx.deleteFrom('job_schedule').where('id', '=', schedule.id).execute()
}
