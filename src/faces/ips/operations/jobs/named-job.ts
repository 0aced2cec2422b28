import { DarkroomError } from '../../../../core/errors.ts'
import { activeJobViews } from '../../../../core/jobs/active-jobs.ts'
import { findJob, type JobView } from '../../../../core/jobs/job.queries.ts'
import type { JobSchedule } from '../../../../core/schedules/create-schedule.ts'
import { findSchedule } from '../../../../core/schedules/schedule.queries.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { visibleCompanies } from '../../authorize.ts'
import { type JobHandle, parseCompanyHandle, parseJobHandle } from '../../handles.ts'
import type { Call } from '../../operation.ts'

/** The request of every operation that does something with one job. */
export const jobRequest = sequence('', { companyHandle: required(string), jobHandle: required(string) })

export interface JobRequest {
  readonly companyHandle: string
  readonly jobHandle: string
}

/** What a job handle means; at least one of the two is there. */
export interface NamedJob {
  readonly schedule: JobSchedule | undefined
  /** The runs that have not ended. */
  readonly runs: readonly JobView[]
}

/**
 * The job of a request. The handle of a run means this run. The handle of a job as it was submitted means its schedule
 * with the runs of that, or, where there is none, the newest run of the name. Throws `wrong-company` for a job of
 * another company, `not-found` for an unknown one, `conflict` for one that has ended.
 */
export async function namedJob({ db }: Call, request: JobRequest): Promise<NamedJob> {
  const handle = ownJobHandle(request.companyHandle, request.jobHandle)
  const { companyId } = handle
  const schedule = handle.isRun ? undefined : await findSchedule(db, handle)
  const filter = { companyIds: [companyId], job: handle, includeWaiting: true }
  const active = await activeJobViews(db, filter).execute()
  const runs = schedule ? active.filter((job) => job.schedule_id === schedule.id) : active.slice(-1)
  if (schedule || runs.length > 0) return { schedule, runs }
  const ended = await findJob(db, handle)
  if (ended?.company_id === companyId)
    throw new DarkroomError('conflict', `jobHandle: '${request.jobHandle}' has ended.`, {
      field: 'jobHandle',
    })
  throw noSuchJob('jobHandle', request.jobHandle)
}

/** A job's handle, of the company that the caller may work for. Throws `wrong-company`, `invalid-parameter`. */
export function ownJobHandle(companyHandle: string, jobHandle: string): JobHandle {
  const handle = parseJobHandle(jobHandle)
  if (handle.companyId !== parseCompanyHandle(companyHandle))
    throw new DarkroomError(
      'wrong-company',
      `jobHandle: '${jobHandle}' is of another company than companyHandle '${companyHandle}'.`,
      { field: 'jobHandle' },
    )
  return handle
}

/**
 * The job that a query is narrowed to; undefined: to none. Throws `wrong-company` for a job of another company than
 * the request names, or, where it names none, of one that the caller is no member of; and `invalid-parameter`.
 */
export function visibleJob(
  { caller }: Call,
  { companyHandle, jobHandle = '' }: { companyHandle?: string | undefined; jobHandle?: string | undefined },
): JobHandle | undefined {
  if (jobHandle === '') return undefined
  if (companyHandle !== undefined && companyHandle !== '') return ownJobHandle(companyHandle, jobHandle)
  const handle = parseJobHandle(jobHandle)
  if (visibleCompanies(caller, undefined)?.includes(handle.companyId) ?? true) return handle
  throw new DarkroomError(
    'wrong-company',
    `jobHandle: '${jobHandle}' is of a company that the user is no active member of.`,
    { field: 'jobHandle' },
  )
}

export function noSuchJob(field: 'jobHandle' | 'originalName', value: string): DarkroomError {
  return new DarkroomError('not-found', `There is no job '${value}' in this company.`, { field })
}

/** For a job whose end nobody can keep from coming. */
export function canNotBeStopped(jobHandle: string): DarkroomError {
  return new DarkroomError('conflict', `jobHandle: '${jobHandle}' is about to end and can not be stopped.`, {
    field: 'jobHandle',
  })
}
