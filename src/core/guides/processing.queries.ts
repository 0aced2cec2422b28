import { type Selectable, sql } from 'kysely'
import type { Caller } from '../accounts/caller.ts'
import type { Job } from '../jobs/job-kind.ts'
import type { Db, Tx } from '../tables.ts'
import type { ProcessingTable } from './processing.table.ts'
import type { TreeScope } from './walk-tree.ts'

export type Processing = Selectable<ProcessingTable>

/** The processing that a job runs for. */
export async function processingOf(db: Db, job: Pick<Job, 'params'>): Promise<Processing> {
  const { processingId } = job.params as { readonly processingId: string }
  return await db
    .selectFrom('processing')
    .selectAll()
    .where('id', '=', processingId)
    .executeTakeFirstOrThrow()
}

/** Companies whose processings a caller may see: undefined means all. */
export function companiesOf(caller: Caller): number[] | undefined {
  return caller.isIpsAdmin ? undefined : [...caller.memberships.keys()]
}

/**
 * Holds the job of an item for adding further ones, to the end of the transaction. Undefined when it is no longer running, so
 * that nothing more may be added. Holds the processing as well: those who add items write two rows of the job's counts, and
 * come one after the other, so that they never wait for each other. To be called before anything else is written to the log
 * or the counts.
 */
export async function holdForAdding(
  tx: Tx,
  job: Pick<Job, 'id' | 'params'>,
): Promise<Pick<Job, 'id' | 'paused'> | undefined> {
  const running = await tx
    .selectFrom('job')
    .select(['id', 'paused'])
    .where('id', '=', job.id)
    .where('state', '=', 'Running')
    .forShare()
    .executeTakeFirst()
  const { processingId } = job.params as { readonly processingId: string }
  await tx.selectFrom('processing').select('id').where('id', '=', processingId).forNoKeyUpdate().execute()
  return running
}

/** How many runs of a company are under way. */
export async function runsUnderWay(db: Db, companyId: number): Promise<number> {
  const { runs } = await db
    .selectFrom('job')
    .innerJoin('processing_run', 'processing_run.job_id', 'job.id')
    .select(sql<number>`count(*)`.as('runs'))
    .where('job.company_id', '=', companyId)
    .where('job.state', '<>', 'Done')
    .executeTakeFirstOrThrow()
  return runs
}

/** The part of darkroom's repository that a processing is about. */
export function scopeOf(processing: Processing): TreeScope {
  return {
    companyId: processing.company_id,
    path: processing.path,
    excludedPaths: processing.excluded_paths,
    filter: processing.filter,
    lastAsset: processing.last_asset,
    since: processing.created_at,
  }
}
