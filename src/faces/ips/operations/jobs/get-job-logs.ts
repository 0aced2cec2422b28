import { jobLogSortFields, jobLogs } from '../../../../core/jobs/job.queries.ts'
import { dateTime, int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import { visibleCompanies } from '../../authorize.ts'
import { parseUserHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { JobLogArray } from '../../types/job-logs.ts'
import { jobLogView } from '../../views/job-log.ts'
import { everyRole } from '../roles.ts'

/** Rows of an answer at most, and when the request names no number. */
export const maxJobLogRows = 1000

/** The logs of jobs, without their lines; the newest first unless the request sorts them. */
export const getJobLogs = operation({
  name: 'getJobLogs',
  roles: everyRole,
  request: sequence('', {
    companyHandle: optional(string),
    userHandle: optional(string),
    sortBy: optional(string, { oneOf: jobLogSortFields, ignoreCase: true }),
    sortDirection: optional(string, { oneOf: ['Ascending', 'Descending'], ignoreCase: true }),
    startDate: optional(dateTime),
    endDate: optional(dateTime),
    numRows: optional(int, { min: 0 }),
  }),
  response: sequence('', { jobLogArray: required(JobLogArray) }),
  run: async (request, call) => {
    const { userHandle = '' } = request
    const jobs = await jobLogs(call.db, {
      companyIds: visibleCompanies(call.caller, request.companyHandle),
      ...(userHandle !== '' && { userId: parseUserHandle(userHandle) }),
      ...(request.startDate && { startDate: request.startDate }),
      ...(request.endDate && { endDate: request.endDate }),
      sortBy: request.sortBy ?? 'StartDate',
      direction: request.sortDirection ?? (request.sortBy === undefined ? 'Descending' : 'Ascending'),
      limit: Math.min(request.numRows ?? maxJobLogRows, maxJobLogRows),
    })
    return { jobLogArray: { items: await Promise.all(jobs.map((job) => jobLogView(job, call))) } }
  },
})
