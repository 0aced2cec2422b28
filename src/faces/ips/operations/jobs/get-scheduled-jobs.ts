import { schedules } from '../../../../core/schedules/schedule.queries.ts'
import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { visibleCompanies } from '../../authorize.ts'
import { operation } from '../../operation.ts'
import { ScheduledJobArray } from '../../types/jobs.ts'
import { scheduledJobView } from '../../views/scheduled-job.ts'
import { everyRoleButPortalUser } from '../roles.ts'
import { visibleJob } from './named-job.ts'

/** The jobs that will run later or again, the next one first. */
export const getScheduledJobs = operation({
  name: 'getScheduledJobs',
  roles: everyRoleButPortalUser,
  request: sequence('', {
    companyHandle: optional(string),
    jobHandle: optional(string),
    originalName: optional(string),
  }),
  response: sequence('', { jobArray: required(ScheduledJobArray) }),
  run: async (request, call) => {
    const { originalName = '' } = request
    const job = visibleJob(call, request)
    const found = await schedules(call.db, {
      companyIds: visibleCompanies(call.caller, request.companyHandle),
      ...(originalName !== '' && { originalName }),
    })
    const items = found.filter(
      (schedule) =>
        job === undefined ||
        ('originalName' in job &&
          !job.isRun &&
          schedule.company_id === job.companyId &&
          schedule.original_name === job.originalName),
    )
    return { jobArray: { items: items.map((schedule) => scheduledJobView(schedule, call)) } }
  },
})
