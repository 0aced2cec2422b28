import { sql } from 'kysely'
import type { Caller } from '../accounts/caller.ts'
import type { JobState, JobTotals } from '../jobs/job.table.ts'
import { totalsWhere } from '../jobs/totals.ts'
import type { Db } from '../tables.ts'
import { hasLeftItems } from './left-items.ts'
import { companiesOf, type Processing } from './processing.queries.ts'
import { bad } from './repository-path.ts'

/** `FAILED`: the run could not go through the whole tree, or nothing of it could be processed. */
export type ProcessingStatus = 'WAITING' | 'RUNNING' | 'SUCCESS' | 'FAILED' | 'CANCELLED'

/** A processing with what is known of it at this moment. */
export interface ProcessingView {
  readonly processing: Processing
  readonly status: ProcessingStatus
  readonly createdBy: string
  readonly totals: JobTotals
  /** When the first run began; null: none has. */
  readonly startedAt: Date | null
  /** Null: it is not at its end. */
  readonly completedAt: Date | null
  /** Whether it was told to stop, and the run is ending. */
  readonly stopping: boolean
  readonly cancellable: boolean
  /** Whether a further run would have anything to do. */
  readonly resumable: boolean
  readonly paused: boolean
  /** Seconds to the end at the rate of the current run; undefined: nothing is done yet that it could be told from, or it is not known how much there is. */
  readonly secondsLeft: number | undefined
}

interface Row {
  readonly processing: Processing
  readonly email: string
  readonly state: JobState
  readonly stopped: boolean
  readonly paused: boolean
  readonly fatal_error: boolean
  readonly run_started: Date | null
  readonly finished_at: Date | null
  readonly first_started: Date | null
  readonly totals: JobTotals
  readonly run_totals: JobTotals
  readonly has_left: boolean
  readonly now: Date
}

/** The processing of an id. Throws `invalid-parameter` when there is none, or none that the caller may see. */
export async function findProcessing(db: Db, caller: Caller, id: string): Promise<ProcessingView> {
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
  const [found] = isUuid ? await views(db, caller, { id: id.toLowerCase(), limit: 1 }) : []
  if (!found)
    throw bad('processingId', id.toWellFormed(), 'is no processing; expected an id that a start returned')
  return found
}

/** The newest processings that a caller may see, newest first. */
export async function recentProcessings(db: Db, caller: Caller, limit: number): Promise<ProcessingView[]> {
  return await views(db, caller, { limit })
}

async function views(
  db: Db,
  caller: Caller,
  { id, limit }: { readonly id?: string; readonly limit: number },
): Promise<ProcessingView[]> {
  const companyIds = companiesOf(caller)
  const rows = await db
    .selectFrom('processing')
    .innerJoin('job', 'job.id', 'processing.job_id')
    .innerJoin('user_account', 'user_account.id', 'processing.user_id')
    .selectAll('processing')
    .select(['user_account.email', 'job.state', 'job.stopped', 'job.paused', 'job.fatal_error'])
    .select(['job.started_at as run_started', 'job.finished_at', sql<Date>`now()`.as('now')])
    .select(
      sql<Date | null>`(
        select min(run.started_at) from processing_run join job as run on run.id = processing_run.job_id
        where processing_run.processing_id = processing.id)`.as('first_started'),
    )
    .select([
      totalsWhere(
        sql`job_tally.job_id in (select job_id from processing_run where processing_id = processing.id)`,
      ).as('totals'),
      totalsWhere(sql`job_tally.job_id = processing.job_id`).as('run_totals'),
      hasLeftItems().as('has_left'),
    ])
    .$if(companyIds !== undefined, (query) =>
      query.where('processing.company_id', 'in', [0, ...(companyIds ?? [])]),
    )
    .$if(id !== undefined, (query) => query.where('processing.id', '=', id ?? ''))
    .orderBy('processing.created_at', 'desc')
    .orderBy('processing.id')
    .limit(limit)
    .execute()
  return rows.map((row) => viewOf({ ...row, processing: row }))
}

function viewOf(row: Row): ProcessingView {
  const { processing, email, totals, state } = row
  const status = statusOf(row)
  return {
    processing,
    status,
    createdBy: email,
    totals,
    startedAt: row.first_started,
    completedAt: state === 'Done' ? row.finished_at : null,
    stopping: row.stopped && state !== 'Done',
    cancellable: state !== 'Done' && !row.stopped,
    resumable: status === 'CANCELLED' || status === 'FAILED' || (status === 'SUCCESS' && row.has_left),
    paused: row.paused,
    secondsLeft: secondsLeft(row),
  }
}

function statusOf({ processing, state, stopped, fatal_error, totals }: Row): ProcessingStatus {
  if (state === 'Waiting') return 'WAITING'
  if (state !== 'Done') return 'RUNNING'
  if (processing.failure !== null || fatal_error) return 'FAILED'
  if (stopped) return 'CANCELLED'
  if (!processing.walk_done) return 'FAILED'
  return totals.error > 0 && doneWell(totals) === 0 ? 'FAILED' : 'SUCCESS'
}

/** Whether a processing went through its tree, and nothing of it could be processed. */
export function nothingSucceeded({ processing, status, totals }: ProcessingView): boolean {
  return status === 'FAILED' && processing.walk_done && totals.error > 0 && doneWell(totals) === 0
}

function secondsLeft({ processing, state, totals, run_totals, run_started, now }: Row): number | undefined {
  if (state === 'Done') return 0
  const doneInRun = doneWell(run_totals) + run_totals.error + run_totals.duplicate
  const isCounted = processing.count_status === 'SUCCESS' || processing.walk_done
  if (!isCounted || doneInRun === 0 || run_started === null) return undefined
  const done = doneWell(totals) + totals.error + totals.duplicate
  const left = Math.max(processing.total_files, totals.total - totals.cancel) - done
  const seconds = (now.getTime() - run_started.getTime()) / 1000
  return Math.max(1, Math.ceil((left * seconds) / doneInRun))
}

function doneWell({ success, update }: JobTotals): number {
  return success + update
}
