import type { Selectable } from 'kysely'
import { DarkroomError } from '../errors.ts'
import { checkJobName, type NewJob } from '../jobs/create-job.ts'
import type { JobKind } from '../jobs/job-kind.ts'
import type { Tx } from '../tables.ts'
import { parseSchedule, serverZone } from './quartz.ts'
import type { JobScheduleTable } from './schedule.table.ts'

export type JobSchedule = Selectable<JobScheduleTable>

/** When a job is to run: once at a time, or whenever a Quartz cron text in the server's zone says. */
export type When = { readonly execTime: Date } | { readonly execSchedule: string }

/** Keeps a job for later. Throws `invalid-parameter` for a bad cron text or one that never fires. */
export async function createSchedule(
  tx: Tx,
  kind: JobKind,
  job: Omit<NewJob, 'name' | 'scheduleId'>,
  when: When,
): Promise<JobSchedule> {
  checkJobName(job.originalName)
  const zone = serverZone()
  const next = 'execTime' in when ? when.execTime : firstTime(when.execSchedule, zone)
  return await tx
    .insertInto('job_schedule')
    .values({
      company_id: job.companyId,
      user_id: job.userId,
      mail_user_id: job.mailUserId ?? null,
      kind: kind.name,
      original_name: job.originalName,
      description: job.description,
      locale: job.locale,
      params: JSON.stringify(job.params),
      client: job.client,
      client_address: job.clientAddress,
      exec_schedule: 'execSchedule' in when ? when.execSchedule : null,
      time_zone: zone,
      next_fire_time: next,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

function firstTime(execSchedule: string, zone: string): Date {
  const next = parseSchedule(execSchedule, zone).next(new Date())
  if (!next)
    throw new DarkroomError(
      'invalid-parameter',
      `execSchedule: '${execSchedule}' never comes to a time again.`,
      {
        field: 'execSchedule',
      },
    )
  return next
}
