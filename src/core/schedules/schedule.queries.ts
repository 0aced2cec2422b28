import type { JobReference } from '../jobs/job.queries.ts'
import type { Db } from '../tables.ts'
import type { JobSchedule } from './create-schedule.ts'
import { parseSchedule } from './quartz.ts'

/** A schedule with the address of who submitted it. */
export interface ScheduleView extends JobSchedule {
  readonly submit_user_email: string
}

/** Schedules of the companies (undefined: of every company), the next to fire first. */
export async function schedules(
  db: Db,
  filter: { readonly companyIds: readonly number[] | undefined; readonly originalName?: string },
): Promise<ScheduleView[]> {
  return await db
    .selectFrom('job_schedule')
    .innerJoin('user_account', 'user_account.id', 'job_schedule.user_id')
    .selectAll('job_schedule')
    .select('user_account.email as submit_user_email')
    .$if(filter.companyIds !== undefined, (query) =>
      query.where('job_schedule.company_id', 'in', [0, ...(filter.companyIds ?? [])]),
    )
    .$if(filter.originalName !== undefined, (query) =>
      query.where('job_schedule.original_name', '=', filter.originalName ?? ''),
    )
    .orderBy('job_schedule.next_fire_time')
    .orderBy('job_schedule.id')
    .execute()
}

/** The schedule that a handle names, the newest of several; undefined for a handle of a run. */
export async function findSchedule(db: Db, reference: JobReference): Promise<JobSchedule | undefined> {
  if ('id' in reference) return undefined
  return await db
    .selectFrom('job_schedule')
    .selectAll()
    .where('company_id', '=', reference.companyId)
    .where('original_name', '=', reference.originalName)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** A paused schedule does not fire. */
export async function pauseSchedule(db: Db, id: number): Promise<void> {
  await db.updateTable('job_schedule').set({ trigger_state: 'Paused' }).where('id', '=', id).execute()
}

/** Times that passed meanwhile are left out: a cron schedule goes on with the next one, a single time fires at once. */
export async function resumeSchedule(db: Db, schedule: JobSchedule, now: Date): Promise<void> {
  const next =
    schedule.exec_schedule === null
      ? schedule.next_fire_time
      : (parseSchedule(schedule.exec_schedule, schedule.time_zone).next(now) ?? null)
  await db
    .updateTable('job_schedule')
    .set({ trigger_state: 'Normal', next_fire_time: next })
    .where('id', '=', schedule.id)
    .execute()
}

export async function deleteSchedule(db: Db, id: number): Promise<void> {
  await db.deleteFrom('job_schedule').where('id', '=', id).execute()
}
