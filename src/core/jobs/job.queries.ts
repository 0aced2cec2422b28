import { type SelectQueryBuilder, sql } from 'kysely'
import type { MessageArgs } from '../messages/messages.ts'
import type { Db, Tables } from '../tables.ts'
import type { Job } from './job-kind.ts'

/** A job with the address of who submitted it. */
export interface JobView extends Job {
  readonly submit_user_email: string
}

/** How a client names a job: the run's number, or the name under which it was submitted (then the newest counts). */
export type JobReference =
  | { readonly id: number }
  | { readonly companyId: number; readonly originalName: string }

/** Every job, with the address of who submitted it. */
export function jobViews(db: Db) {
  return db
    .selectFrom('job')
    .innerJoin('user_account', 'user_account.id', 'job.user_id')
    .selectAll('job')
    .select('user_account.email as submit_user_email')
}

/** The job, whatever its state; of several under one original name the newest. */
export async function findJob(db: Db, reference: JobReference): Promise<JobView | undefined> {
  return await whereReferred(jobViews(db), reference).orderBy('job.id', 'desc').limit(1).executeTakeFirst()
}

type JobQuery<O> = SelectQueryBuilder<Tables, 'job' | 'user_account', O>

/** The jobs that a client means. Undefined: all. */
export function whereReferred<O>(query: JobQuery<O>, reference: JobReference | undefined): JobQuery<O> {
  if (reference === undefined) return query
  if ('id' in reference) return query.where('job.id', '=', reference.id)
  return query
    .where('job.company_id', '=', reference.companyId)
    .where((eb) =>
      eb.or([
        eb('job.original_name', '=', reference.originalName),
        eb('job.name', '=', reference.originalName),
      ]),
    )
}

export const jobLogSortFields = [
  'JobName',
  'LogType',
  'StartDate',
  'CompanyName',
  'UserId',
  'Email',
  'FileErrorCount',
  'FileWarningCount',
  'FileSuccessCount',
] as const
export type JobLogSortField = (typeof jobLogSortFields)[number]
export type SortDirection = 'Ascending' | 'Descending'

export interface JobLogsFilter {
  readonly companyIds: readonly number[] | undefined
  readonly userId?: number
  /** The first and the last start of a job, both included. */
  readonly startDate?: Date
  readonly endDate?: Date
  readonly sortBy: JobLogSortField
  readonly direction: SortDirection
  readonly limit: number
}

const sortExpressions: Readonly<Record<JobLogSortField, string>> = {
  JobName: 'job.name',
  LogType: 'job.kind',
  StartDate: 'coalesce(job.started_at, job.created_at)',
  CompanyName: '(select company.name from company where company.id = job.company_id)',
  UserId: 'job.user_id',
  Email: 'user_account.email',
  FileErrorCount: "coalesce((job.totals->>'error')::bigint, 0)",
  FileWarningCount: "coalesce((job.totals->>'warning')::bigint, 0)",
  FileSuccessCount: "coalesce((job.totals->>'success')::bigint, 0)",
}

/** Jobs that have started, ended or not. */
export async function jobLogs(db: Db, filter: JobLogsFilter): Promise<JobView[]> {
  const direction = filter.direction === 'Ascending' ? 'asc' : 'desc'
  return await jobViews(db)
    .where('job.state', '<>', 'Waiting')
    .$if(filter.companyIds !== undefined, (query) =>
      query.where('job.company_id', 'in', [0, ...(filter.companyIds ?? [])]),
    )
    .$if(filter.userId !== undefined, (query) => query.where('job.user_id', '=', filter.userId ?? 0))
    .$if(filter.startDate !== undefined, (query) =>
      query.where('job.started_at', '>=', filter.startDate ?? new Date(0)),
    )
    // Clients see milliseconds; a job that began at the one they name is included.
    .$if(filter.endDate !== undefined, (query) =>
      query.where(sql<boolean>`date_trunc('milliseconds', job.started_at) <= ${filter.endDate}`),
    )
    .orderBy(sql.raw(sortExpressions[filter.sortBy]), direction)
    .orderBy('job.id', direction)
    .limit(filter.limit)
    .execute()
}

export interface JobLogDetail {
  readonly log_type: string
  readonly message: string
  readonly args: MessageArgs
  readonly asset_id: number | null
  readonly asset_name: string | null
  readonly asset_type: string | null
  readonly created_at: Date
}

export interface DetailPage {
  /** Empty: every type. */
  readonly logTypes: readonly string[]
  readonly recordsPerPage: number
  /** From 1 on. */
  readonly page: number
  readonly sortBy: 'Date' | 'LogType'
  readonly direction: SortDirection
}

/** The number of the newest line of a job's log; null: it has none. Lines are only ever added. */
export async function newestLogLine(db: Db, jobId: number): Promise<number | null> {
  const { newest } = await db
    .selectFrom('job_log')
    .select((eb) => eb.fn.max('id').as('newest'))
    .where('job_id', '=', jobId)
    .executeTakeFirstOrThrow()
  return newest
}

/** One page of a job's log, and how many lines match on all pages. */
export async function jobLogDetails(
  db: Db,
  jobId: number,
  page: DetailPage,
): Promise<{ total: number; lines: JobLogDetail[] }> {
  const direction = page.direction === 'Ascending' ? 'asc' : 'desc'
  const matching = db
    .selectFrom('job_log')
    .where('job_id', '=', jobId)
    .$if(page.logTypes.length > 0, (query) =>
      query.where((eb) => eb('log_type', '=', eb.fn.any(eb.val([...page.logTypes])))),
    )
  const { total } = await matching.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const lines = await matching
    .select(['log_type', 'message', 'args', 'asset_id', 'asset_name', 'asset_type', 'created_at'])
    .$if(page.sortBy === 'LogType', (query) => query.orderBy('log_type', direction))
    .orderBy('id', direction)
    .limit(page.recordsPerPage)
    .offset((page.page - 1) * page.recordsPerPage)
    .execute()
  return { total, lines }
}
