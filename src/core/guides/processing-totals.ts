import { sql } from 'kysely'
import type { JobTotals } from '../jobs/job.table.ts'
import type { Db } from '../tables.ts'

/** The counts over all runs of a processing. */
export async function processingTotals(db: Db, processingId: string): Promise<JobTotals> {
  const sum = (column: keyof JobTotals) =>
    sql<number>`coalesce(sum(${sql.ref(`job_tally.${column}`)}), 0)::bigint`.as(column)
  return await db
    .selectFrom('job_tally')
    .innerJoin('processing_run', 'processing_run.job_id', 'job_tally.job_id')
    .select([
      sum('total'),
      sum('success'),
      sum('update'),
      sum('duplicate'),
      sum('error'),
      sum('cancel'),
      sum('warning'),
    ])
    .where('processing_run.processing_id', '=', processingId)
    .executeTakeFirstOrThrow()
}
