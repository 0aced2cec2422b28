import { createQueuedJob } from '../jobs/create-job.ts'
import type { Engine } from '../jobs/engine.ts'
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
 */
export async function fireDue(engine: Pick<Engine, 'db' | 'queue' | 'kinds'>, now: Date): Promise<number> {
  return await engine.db.transaction().execute(async (tx) => {
    const due = await tx
      .selectFrom('job_schedule')
      .selectAll()
      .where('trigger_state', '=', 'Normal')
      .where('next_fire_time', '<=', now)
      .orderBy('next_fire_time')
      .limit(dueAtOnce)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const schedule of due) {
      await runSchedule(tx, engine, schedule, now)
      await setNextTime(tx, schedule, now)
    }
    return due.length
  })
}

/** A run of the schedule now, whatever its next time is (IPS executeJob). */
export async function runSchedule(
  tx: Tx,
  { queue, kinds }: Pick<Engine, 'queue' | 'kinds'>,
  schedule: JobSchedule,
  now: Date,
): Promise<Job> {
  return await createQueuedJob(tx, queue, kinds.get(schedule.kind), {
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
