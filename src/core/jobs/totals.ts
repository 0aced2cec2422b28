import { sql } from 'kysely'
import type { Db } from '../tables.ts'
import type { JobTotals } from './job.table.ts'

/** Counts over the items of one job; `open` have no outcome yet, `running` of them are with a worker. */
export interface Progress extends JobTotals {
  readonly open: number
  readonly running: number
}

/** Counted from the items each time, so it is true after any crash. */
export async function countProgress(db: Db, jobId: number): Promise<Progress> {
  const row = await db
    .selectFrom('job_item')
    .select([
      sql<number>`count(*)`.as('total'),
      sql<number>`count(*) filter (where outcome = 'success')`.as('success'),
      sql<number>`count(*) filter (where outcome = 'update')`.as('update'),
      sql<number>`count(*) filter (where outcome = 'duplicate')`.as('duplicate'),
      sql<number>`count(*) filter (where outcome = 'error')`.as('error'),
      sql<number>`count(*) filter (where warnings > 0)`.as('warning'),
      sql<number>`count(*) filter (where state <> 'Done')`.as('open'),
      sql<number>`count(*) filter (where state = 'Running')`.as('running'),
    ])
    .where('job_id', '=', jobId)
    .executeTakeFirstOrThrow()
  return row
}

/** The part of the progress that the log of a finished job keeps. */
export function totalsOf(progress: Progress): JobTotals {
  const { total, success, update, duplicate, error, warning } = progress
  return { total, success, update, duplicate, error, warning }
}
