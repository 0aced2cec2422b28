import type { ScheduleView } from '../../../core/schedules/schedule.queries.ts'
import type { Static } from '../../../soap/schema.ts'
import { companyHandle, submittedJobHandle } from '../handles.ts'
import type { Call } from '../operation.ts'
import type { ScheduledJob } from '../types/jobs.ts'
import { jobElementView } from './job-element.ts'

/**
 * A job that will run, as getScheduledJobs shows it. A job that runs once has no `execSchedule`; one of a kind that this
 * server does not know has no job element.
 */
export function scheduledJobView(schedule: ScheduleView, call: Call): Static<typeof ScheduledJob> {
  const kind = call.kinds.find(schedule.kind)
  return {
    companyHandle: companyHandle(schedule.company_id, call.version),
    jobHandle: submittedJobHandle(schedule, call.version),
    name: schedule.original_name,
    originalName: schedule.original_name,
    type: kind?.typeName ?? schedule.kind,
    submitUserEmail: schedule.submit_user_email,
    locale: schedule.locale,
    description: schedule.description,
    execSchedule: schedule.exec_schedule ?? undefined,
    nextFireTime: schedule.next_fire_time ?? undefined,
    timeZone: schedule.time_zone,
    triggerState: schedule.trigger_state,
    ...(kind && jobElementView(kind, schedule.params)),
  }
}
