import { sql } from 'kysely'
import type { JobTotals } from '../jobs/job.table.ts'
import { totalsWhere } from '../jobs/totals.ts'
import type { Db } from '../tables.ts'

/** The counts over all runs of a processing. */
export async function processingTotals(db: Db, processingId: string): Promise<JobTotals> {
  const runs = sql`select job_id from processing_run where processing_id = ${processingId}`
  const { totals } = await db
    .selectNoFrom(totalsWhere(sql`job_tally.job_id in (${runs})`).as('totals'))
    .executeTakeFirstOrThrow()
  return totals
}
