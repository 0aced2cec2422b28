import { randomInt } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../tables.ts'
import type { JobTotals } from './job.table.ts'

/** Counts over the items of one job; `open` have no outcome yet, `running` of them are with a worker. */
export interface Progress extends JobTotals {
  readonly open: number
  readonly running: number
}

/** The counts of a job that has no item. */
export const noTotals: JobTotals = {
  total: 0,
  success: 0,
  update: 0,
  duplicate: 0,
  error: 0,
  cancel: 0,
  warning: 0,
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
      warning = tally.warning + excluded.warning, updated_at = now()`
}

/** The counts over the tallies that a condition on `job_tally` takes, as a value inside a statement; 0 where there are none. */
export function totalsWhere(condition: RawBuilder<unknown>): RawBuilder<JobTotals> {
  return sql`(select ${totalsOfRows} from job_tally where ${condition})`
}

const pairs = Object.keys(noTotals).map((name) => `'${name}', coalesce(sum(job_tally.${name}), 0)`)
/** The counts over the rows of `job_tally` that a select takes, or a group of them. */
export const totalsOfRows: RawBuilder<JobTotals> = sql`jsonb_build_object(${sql.raw(pairs.join(', '))})`

/** How many items of a job are with a worker, as a value inside a statement. */
export function runningItems(jobId: RawBuilder<unknown>): RawBuilder<number> {
  return sql`(
    select count(*) from job_item where job_item.job_id = ${jobId} and job_item.state = 'Running')`
}

/** The counts of this moment. Takes the same time however many items the job has. */
export async function countProgress(db: Db, jobId: number): Promise<Progress> {
  const { counts, running } = await db
    .selectNoFrom([
      totalsWhere(sql`job_tally.job_id = ${jobId}`).as('counts'),
      runningItems(sql`${jobId}`).as('running'),
    ])
    .executeTakeFirstOrThrow()
  return progressOf(counts, running)
}

/** Counts with what follows from them. */
export function progressOf(counts: JobTotals, running: number): Progress {
  const { total, success, update, duplicate, error, cancel } = counts
  return { ...counts, running, open: total - success - update - duplicate - error - cancel }
}

/** The part of the progress that the log of a finished job keeps. */
export function totalsOf(progress: Progress): JobTotals {
  const { total, success, update, duplicate, error, cancel, warning } = progress
  return { total, success, update, duplicate, error, cancel, warning }
}
