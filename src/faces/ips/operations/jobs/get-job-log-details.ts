import { DarkroomError } from '../../../../core/errors.ts'
import { findJob, jobLogDetails, newestLogLine } from '../../../../core/jobs/job.queries.ts'
import { int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { JobLogArray } from '../../types/job-logs.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { jobLogDetailView, jobLogView } from '../../views/job-log.ts'
import { everyRole } from '../roles.ts'
import { noSuchJob, ownJobHandle } from './named-job.ts'

/** Lines of a page at most, and when the request names no number (operation getJobLogDetails). */
export const maxRecordsPerPage = 1000

/** The log of one job, running or ended, with one page of its lines. */
export const getJobLogDetails = operation({
  name: 'getJobLogDetails',
  roles: everyRole,
  request: sequence('', {
    companyHandle: required(string),
    jobHandle: optional(string),
    originalName: optional(string),
    logTypeArray: optional(StringArray, { since: '2008-01-15' }),
    recordsPerPage: optional(int, { since: '2008-01-15', min: 1, max: maxRecordsPerPage }),
    resultsPage: optional(int, { since: '2008-01-15', min: 1 }),
    sortBy: optional(string, { since: '2008-01-15', oneOf: ['Date', 'LogType'], ignoreCase: true }),
    sortDirection: optional(string, {
      since: '2008-01-15',
      oneOf: ['Ascending', 'Descending'],
      ignoreCase: true,
    }),
  }),
  response: sequence('', { jobLogArray: required(JobLogArray) }),
  run: async (request, call) => {
    const { jobHandle = '', originalName = '' } = request
    const companyId = parseCompanyHandle(request.companyHandle)
    if (jobHandle === '' && originalName === '')
      throw new DarkroomError('missing-parameter', 'jobHandle or originalName is missing; one is required.', {
        field: 'jobHandle',
      })
    const job = await findJob(
      call.db,
      jobHandle === '' ? { companyId, originalName } : ownJobHandle(request.companyHandle, jobHandle),
    )
    if (!job || job.company_id !== companyId)
      throw noSuchJob(jobHandle === '' ? 'originalName' : 'jobHandle', jobHandle || originalName)
    const page = {
      logTypes: request.logTypeArray?.items ?? [],
      recordsPerPage: request.recordsPerPage ?? maxRecordsPerPage,
      page: request.resultsPage ?? 1,
      sortBy: request.sortBy ?? 'Date',
      direction: request.sortDirection ?? 'Ascending',
    } as const
    const read = async () => {
      const { total, lines } = await jobLogDetails(call.db, job.id, page)
      return { total, lines: { items: lines.map((line) => jobLogDetailView(line, call)) } }
    }
    // To the log of a job that has ended only a failed callback is added.
    const key = async () =>
      JSON.stringify([job.id, await newestLogLine(call.db, job.id), call.version, call.locale, page])
    const { total, lines } = job.state === 'Done' ? await call.endedLogs.get(await key(), read) : await read()
    const log = { ...(await jobLogView(job, call)), detailTotalRows: total, detailArray: lines }
    return { jobLogArray: { items: [log] } }
  },
})
