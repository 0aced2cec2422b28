import { randomInt } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../tables.ts'
import type { JobTotals } from './job.table.ts'

/** Counts over the items of one job; `open` have no outcome yet, `running` of them are with a worker. */
export interface Progress extends JobTotals {
  readonly open: number
  readonly running: number
}

/** Rows over which the counts of one job are spread. */
const parts = 16

/** Adds to the counts of a job, in the transaction that adds or ends its items: so they are right after any crash. */
export async function addToTally(tx: Tx, jobId: number, counts: Partial<JobTotals>): Promise<void> {
  await tallyFrom(sql`(select ${jobId}::bigint as job_id) as one`, counts).execute(tx)
}

/** The statement of `addToTally` for the job of a row with a `job_id`, as a part of a larger one. */
export function tallyFrom(source: RawBuilder<unknown>, counts: Partial<JobTotals>): RawBuilder<unknown> {
  const { total = 0, success = 0, update = 0, duplicate = 0, error = 0, cancel = 0, warning = 0 } = counts
  return sql`
    insert into job_tally as tally (job_id, part, total, success, update, duplicate, error, cancel, warning)
    select job_id, ${randomInt(parts)}::int, ${total}::bigint, ${success}::bigint, ${update}::bigint,
      ${duplicate}::bigint, ${error}::bigint, ${cancel}::bigint, ${warning}::bigint
    from ${source}
    on conflict (job_id, part) do update set
      total = tally.total + excluded.total, success = tally.success + excluded.success,
      update = tally.update + excluded.update, duplicate = tally.duplicate + excluded.duplicate,
      error = tally.error + excluded.error, cancel = tally.cancel + excluded.cancel,
      warning = tally.warning + excluded.warning`
}

const nothing: Progress = {
  total: 0,
  success: 0,
  update: 0,
  duplicate: 0,
  error: 0,
  cancel: 0,
  warning: 0,
  open: 0,
  running: 0,
}

/** The counts of this moment. Takes the same time however many items the job has. */
export async function countProgress(db: Db, jobId: number): Promise<Progress> {
  return (await countByJob(db, [jobId])).get(jobId) ?? nothing
}

/** Jobs with their counts of this moment, from one query. */
export async function withProgress<J extends { readonly id: number }>(
  db: Db,
  jobs: readonly J[],
): Promise<{ readonly job: J; readonly progress: Progress }[]> {
  if (jobs.length === 0) return []
  const progress = await countByJob(
    db,
    jobs.map((job) => job.id),
  )
  return jobs.map((job) => ({ job, progress: progress.get(job.id) ?? nothing }))
}

/** Without jobs that never had an item. */
async function countByJob(db: Db, jobIds: readonly number[]): Promise<ReadonlyMap<number, Progress>> {
  const sum = (column: keyof JobTotals) => sql<number>`sum(${sql.ref(column)})::bigint`.as(column)
  const rows = await db
    .selectFrom('job_tally')
    .select([
      'job_id',
      sum('total'),
      sum('success'),
      sum('update'),
      sum('duplicate'),
      sum('error'),
      sum('cancel'),
      sum('warning'),
      sql<number>`(
        select count(*) from job_item where job_item.job_id = job_tally.job_id and state = 'Running')`.as(
        'running',
      ),
    ])
    .where(sql<boolean>`job_id = any(${jobIds}::bigint[])`)
    .groupBy('job_id')
    .execute()
  return new Map(
    rows.map(({ job_id, ...counts }) => {
      const ended = counts.success + counts.update + counts.duplicate + counts.error + counts.cancel
      return [job_id, { ...counts, open: counts.total - ended }]
    }),
  )
}

/** The part of the progress that the log of a finished job keeps. */
export function totalsOf(progress: Progress): JobTotals {
  const { total, success, update, duplicate, error, cancel, warning } = progress
  return { total, success, update, duplicate, error, cancel, warning }
}
