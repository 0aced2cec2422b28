import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../tables.ts'
import { type JobReference, type JobView, jobViews, whereReferred } from './job.queries.ts'
import type { JobTotals } from './job.table.ts'
import type { Job, JobItem } from './job-kind.ts'
import { noTotals, type Progress, progressOf, runningItems, totalsOfRows } from './totals.ts'

/** So many items of one job are told at most; there are as many as workers have lanes. */
export const maxItemsInHand = 100

export interface ActiveJobsFilter {
  /** Undefined: every company. */
  readonly companyIds: readonly number[] | undefined
  readonly job?: JobReference
  readonly originalName?: string
  readonly includeWaiting: boolean
}

/** An item that a worker has in hand; `changedAt`: when it was taken, or its progress was last written. */
export interface ItemInHand extends Pick<JobItem, 'id' | 'payload' | 'attempt' | 'progress'> {
  readonly changedAt: Date
}

/** A job that has not ended, its counts of this moment, and what workers have in hand of it, the ones taken first in front. */
export interface ActiveJob {
  readonly job: JobView
  readonly progress: Progress
  /** When an item was last added or counted; null: there was none. */
  readonly countedAt: Date | null
  readonly inHand: readonly ItemInHand[]
}

/** What there is of active jobs, under a mark that no other state of them has. */
export interface MarkedActiveJobs {
  readonly mark: string
  /** Oldest first; undefined: as it was under the mark that the caller knows. */
  readonly jobs: readonly ActiveJob[] | undefined
}

/** Jobs that have not ended, oldest first. */
export function activeJobViews(db: Db, filter: ActiveJobsFilter) {
  return jobViews(db)
    .where('job.state', '<>', 'Done')
    .$if(!filter.includeWaiting, (query) => query.where('job.state', '<>', 'Waiting'))
    .$if(filter.companyIds !== undefined, (query) =>
      query.where('job.company_id', 'in', [0, ...(filter.companyIds ?? [])]),
    )
    .$if(filter.originalName !== undefined, (query) =>
      query.where('job.original_name', '=', filter.originalName ?? ''),
    )
    .$if(filter.job !== undefined, (query) => whereReferred(query, filter.job))
    .orderBy('job.id')
}

/**
 * Jobs that have not ended, with their progress. One statement, since clients ask every second: its time does not grow
 * with the items that a job has, and jobs of which nothing changed since `knownMark` are not read.
 */
export async function activeJobs(
  db: Db,
  filter: ActiveJobsFilter,
  knownMark = '',
): Promise<MarkedActiveJobs> {
  const shown = activeJobViews(db, filter)
    .clearSelect()
    .select(['job.id', 'user_account.email', sql<string>`job.xmin::text`.as('row_version')])
  const { rows } = await sql<{ mark: string; jobs: readonly JobRow[] | null }>`
    with shown as materialized ${shown},
    marked as materialized (select ${markOfShown} as mark)
    select mark, case when mark <> ${knownMark} then (
      select coalesce(json_agg(json_build_object('job', to_json(job), 'email', email, 'counts', counts,
        'counted_at', counted_at,
        'running', ${runningItems(sql`job.id`)}, 'in_hand', ${inHand}) order by job.id), '[]')
      from shown
      join job on job.id = shown.id
      left join (
        select job_id, ${totalsOfRows} as counts, max(updated_at) as counted_at
        from job_tally where job_id in (select id from shown) group by job_id
      ) as tally on tally.job_id = job.id
    ) end as jobs
    from marked`.execute(db)
  const [row] = rows
  if (!row) throw new Error('the active jobs have no mark')
  return { mark: row.mark, jobs: row.jobs?.map(fromRow) }
}

/**
 * Of each row that counts its number and the transaction that wrote it (`xmin`), which no other version of the row that
 * anybody sees has. Over all jobs at once: that takes half as long as job by job.
 */
const markOfShown = sql`encode(sha256(convert_to(concat(
  (select string_agg(concat_ws(' ', id, row_version, email), ',' order by id) from shown), '|',
  (select string_agg(concat_ws(' ', job_id, part, xmin::text), ',' order by job_id, part)
    from job_tally where job_id in (select id from shown)), '|',
  (select string_agg(concat_ws(' ', id, xmin::text), ',' order by id)
    from job_item where state = 'Running' and job_id in (select id from shown))
), 'UTF8')), 'hex')`

const inHand: RawBuilder<unknown> = sql`(
  select coalesce(json_agg(json_build_object('id', id, 'payload', payload, 'attempt', attempt, 'progress', progress,
    'changed_at', greatest(progress_at, started_at, created_at)) order by started_at, id), '[]')
  from (
    select id, payload, attempt, progress, progress_at, started_at, created_at
    from job_item
    where job_item.job_id = job.id and job_item.state = 'Running'
    order by started_at, id
    limit ${sql.lit(maxItemsInHand)}
  ) as taken)`

/** In JSON a time is text. */
type AsJson<Row> = {
  readonly [K in keyof Row]: Row[K] extends Date
    ? string
    : Row[K] extends Date | null
      ? string | null
      : Row[K]
}

interface JobRow {
  readonly job: AsJson<Job>
  readonly email: string
  /** Null: no item was ever added. */
  readonly counts: JobTotals | null
  readonly counted_at: string | null
  readonly running: number
  readonly in_hand: readonly (Omit<ItemInHand, 'changedAt'> & { readonly changed_at: string })[]
}

function fromRow({ job, email, counts, counted_at, running, in_hand }: JobRow): ActiveJob {
  return {
    job: {
      ...job,
      submit_user_email: email,
      created_at: new Date(job.created_at),
      started_at: timeOrNull(job.started_at),
      last_post_at: new Date(job.last_post_at),
      finished_at: timeOrNull(job.finished_at),
    },
    progress: progressOf(counts ?? noTotals, running),
    countedAt: timeOrNull(counted_at),
    inHand: in_hand.map(({ changed_at, ...item }) => ({ ...item, changedAt: new Date(changed_at) })),
  }
}

function timeOrNull(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
