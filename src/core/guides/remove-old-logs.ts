import { sql } from 'kysely'
import type { Db } from '../tables.ts'

/** Rows of logs that one call removes, each of up to 500 lines. */
const rowsAtOnce = 5_000

/**
 * Removes lines of logs, the last ones first, of a processing that has ended and that at least `keep` newer ones of its company
 * follow: so each company has the logs of what the history shows. A bounded step, to be repeated; safe to run in many workers at
 * once. Returns whether there was anything to remove.
 */
export async function removeOldLogs(db: Db, keep: number): Promise<boolean> {
  return await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select processing.id from processing
      join (
        select id, row_number() over (partition by company_id order by created_at desc, id) as place
        from processing where log_kept
      ) as numbered on numbered.id = processing.id
      join job on job.id = processing.job_id
      where numbered.place > ${keep} and processing.log_kept and job.state = 'Done'
      limit 1 for update of processing skip locked`.execute(tx)
    const [old] = rows
    if (!old) return false
    await sql`
      with last as (
        select first_line from processing_log where processing_id = ${old.id}
        order by first_line desc limit ${rowsAtOnce}
      ), removed as (
        delete from processing_log where processing_id = ${old.id} and first_line in (select first_line from last)
      )
      update processing
      set log_lines = coalesce((select min(first_line) from last), 0),
        log_kept = (select count(*) from last) = ${rowsAtOnce}
      where id = ${old.id}`.execute(tx)
    return true
  })
}
