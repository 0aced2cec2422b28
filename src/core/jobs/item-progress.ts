import { sql } from 'kysely'
import type { Db } from '../tables.ts'
import type { JobItem } from './job-kind.ts'

/** How often the progress of an item is written, in ms. */
const everyMs = 1_000

/**
 * Keeps how much of an item is done where others can see it, while this attempt holds it. At most one write a second, and
 * one at a time; what fails is told to `onError` and no more than that.
 */
export function itemProgress(
  db: Db,
  item: Pick<JobItem, 'id' | 'attempt'>,
  onError: (error: unknown) => void,
): (done: number) => void {
  let next = 0
  let writing = false
  return (done) => {
    if (writing || Date.now() < next) return
    writing = true
    next = Date.now() + everyMs
    db.updateTable('job_item')
      .set({ progress: Math.min(Math.max(done, 0), 1), progress_at: sql<Date>`now()` })
      .where('id', '=', item.id)
      .where('attempt', '=', item.attempt)
      .where('state', '=', 'Running')
      .execute()
      .catch(onError)
      .finally(() => {
        writing = false
      })
  }
}
