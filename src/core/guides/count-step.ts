import { sql } from 'kysely'
import type { ItemContext, ItemResult } from '../jobs/job-kind.ts'
import type { Db, Tx } from '../tables.ts'
import { type Processing, processingOf, scopeOf } from './processing.queries.ts'
import { type TreePage, treePage } from './walk-tree.ts'

const readAtOnce = 5_000

/**
 * Counts the assets of a processing while others of its items already run. What is counted is kept page by page, so a count that
 * is broken off goes on where it was.
 */
export async function countStep({ db, job, signal }: ItemContext): Promise<(tx: Tx) => Promise<ItemResult>> {
  let processing = await processingOf(db, job)
  while (processing.count_status !== 'SUCCESS') {
    signal.throwIfAborted()
    if (await isStopped(db, job.id)) return async () => ({ outcome: 'cancel', warnings: 0, lines: [] })
    const page = await treePage(db, scopeOf(processing), processing.count_cursor, readAtOnce)
    await keep(db, processing, page)
    processing = await processingOf(db, job)
  }
  return async () => ({ outcome: 'success', warnings: 0, lines: [] })
}

async function isStopped(db: Db, jobId: number): Promise<boolean> {
  const job = await db.selectFrom('job').select('stopped').where('id', '=', jobId).executeTakeFirst()
  return job?.stopped !== false
}

/** Adds a page, unless somebody else has counted it meanwhile. */
async function keep(db: Db, processing: Processing, { assets, next }: TreePage): Promise<void> {
  const cursor = next === null ? null : JSON.stringify(next)
  const before = processing.count_cursor === null ? null : JSON.stringify(processing.count_cursor)
  await db
    .updateTable('processing')
    .set({
      total_files: sql<number>`total_files + ${assets.length}::bigint`,
      count_cursor: cursor,
      count_status: next === null ? 'SUCCESS' : 'RUNNING',
    })
    .where('id', '=', processing.id)
    .where('count_status', '<>', 'SUCCESS')
    .where(sql<boolean>`count_cursor is not distinct from ${before}::jsonb`)
    .execute()
}
