import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../tables.ts'
import { type JobReference, type JobView, jobViews, whereReferred } from './job.queries.ts'
import type { JobItem } from './job-kind.ts'
import { type Progress, progressOf, runningItems, totalsWhere } from './totals.ts'

/** So many items of one job are told at most; there are as many as workers have lanes. */
export const maxItemsInHand = 100

export interface ActiveJobsFilter {
  /** Undefined: every company. */
  readonly companyIds: readonly number[] | undefined
  readonly job?: JobReference
  readonly originalName?: string
  readonly includeWaiting: boolean
}

/** An item that a worker has in hand. */
export interface ItemInHand extends Pick<JobItem, 'id' | 'payload' | 'attempt' | 'progress'> {
  readonly startedAt: Date
}

/** A job that has not ended, its counts of this moment, and what workers have in hand of it, the ones taken first in front. */
export interface ActiveJob {
  readonly job: JobView
  readonly progress: Progress
  readonly inHand: readonly ItemInHand[]
}

/**
 * Jobs that have not ended, oldest first. One statement, since clients ask every second: its time does not grow with the
 * items that a job has.
 */
export async function activeJobs(db: Db, filter: ActiveJobsFilter): Promise<ActiveJob[]> {
  const rows = await jobViews(db)
    .select([
      totalsWhere(sql`job_tally.job_id = job.id`).as('counts'),
      runningItems(sql`job.id`).as('running'),
      inHand.as('in_hand'),
    ])
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
    .execute()
  return rows.map(({ counts, running, in_hand, ...job }) => ({
    job,
    progress: progressOf(counts, running),
    inHand: in_hand.map(({ started, ...item }) => ({ ...item, startedAt: new Date(started) })),
  }))
}

/** `started` is in ms since 1970. */
const inHand: RawBuilder<readonly (Omit<ItemInHand, 'startedAt'> & { readonly started: number })[]> = sql`(
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'payload', payload, 'attempt', attempt, 'progress', progress,
    'started', floor(extract(epoch from started_at) * 1000)) order by started_at, id), '[]')
  from (
    select id, payload, attempt, progress, coalesce(started_at, created_at) as started_at
    from job_item
    where job_item.job_id = job.id and job_item.state = 'Running'
    order by started_at, id
    limit ${sql.lit(maxItemsInHand)}
  ) as taken)`
