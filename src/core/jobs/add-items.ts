import { sql } from 'kysely'
import type { JobQueue } from '../ports.ts'
import type { Tx } from '../tables.ts'
import { itemFiles } from './item-name.ts'
import type { Job } from './job-kind.ts'
import { tallyFrom } from './totals.ts'
import { turnNow } from './turn.ts'

export interface AddOptions {
  readonly delaySeconds?: number
  /** So many turns of the line are left free in front of the items. Absent: as many as the company has open items of that kind of job. */
  readonly behind?: number
  /** The item that adds them; each payload then has its place in `entry`. Absent: nobody's. */
  readonly parentId?: number
}

/**
 * Adds items to a job that is not closed, and their messages to the queue; a paused job's items get theirs when it is
 * resumed. The caller holds the job's row. The more a company has waiting, the later is the turn of what it adds, so that
 * a large job leaves room for the small ones of others.
 */
export async function addItems(
  tx: Tx,
  queue: JobQueue,
  job: Pick<Job, 'id' | 'paused'>,
  payloads: readonly object[],
  { delaySeconds, behind, parentId }: AddOptions = {},
): Promise<void> {
  if (payloads.length === 0) return
  const total = payloads.reduce<number>((sum, payload) => sum + itemFiles(payload), 0)
  const { rows } = await sql<{ id: number; backlog: number }>`
    with added as (
      insert into job_item (job_id, payload, parent_id, entry_number)
      select ${job.id}::bigint, payload, ${parentId ?? null}::bigint,
        ${parentId === undefined ? sql`null` : sql`(payload->>'entry')`}::integer
      from jsonb_array_elements(${JSON.stringify(payloads)}::jsonb) as payload
      returning id
    ),
    tallied as (
      ${tallyFrom(sql`(select ${job.id}::bigint as job_id) as one`, { total })}
    )
    select id, ${behind === undefined ? openItems(job.id) : sql`${behind}::bigint`} as backlog
    from added order by id`.execute(tx)
  if (job.paused) return
  await queue.enqueue(
    tx,
    rows.map(({ id }) => ({ queue: 'item', itemId: id })),
    { turn: turnNow() + (rows[0]?.backlog ?? 0), ...(delaySeconds !== undefined && { delaySeconds }) },
  )
}

/** What the company of a job has open in jobs of that kind, as the statement began; once for all rows. */
function openItems(jobId: number) {
  return sql`(
    select coalesce(sum(tally.total - tally.success - tally.update - tally.duplicate - tally.error - tally.cancel), 0)::bigint
    from job as own
    join job as other on other.company_id = own.company_id and other.kind = own.kind and other.state <> 'Done'
    join job_tally as tally on tally.job_id = other.id
    where own.id = ${jobId})`
}
