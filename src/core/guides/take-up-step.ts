import { addItems } from '../jobs/add-items.ts'
import { itemFiles } from '../jobs/item-name.ts'
import type { ItemContext, ItemResult } from '../jobs/job-kind.ts'
import { addToTally } from '../jobs/totals.ts'
import type { JobQueue } from '../ports.ts'
import type { Tx } from '../tables.ts'
import { type ProcessingItem, takeUpItem, walkItem } from './items.ts'
import { type LeftItem, leftItems } from './left-items.ts'
import { holdForAdding, processingOf, runsUnderWay } from './processing.queries.ts'
import { itemsOfStep } from './walk-step.ts'

/**
 * One step of taking up what earlier runs left: adds the next of those items and the next step, and after the last of them the
 * walk where it was. How far it is is kept with the processing in the same transaction, so each item is taken up once, however
 * many runs were stopped on the way.
 */
export async function takeUpStep(
  { db, job, company }: ItemContext,
  queue: JobQueue,
): Promise<(tx: Tx) => Promise<ItemResult>> {
  const runs = await runsUnderWay(db, company.id)
  return async (tx) => {
    const running = await holdForAdding(tx, job)
    if (!running) return { outcome: 'cancel', warnings: 0, lines: [] }
    const processing = await processingOf(tx, job)
    const left = await leftItems(tx, processing, job.id, itemsOfStep)
    const next = left.length < itemsOfStep ? (processing.walk_done ? [] : [walkItem]) : [takeUpItem]
    const items = left.map(taken)
    const middle = Math.ceil(items.length / 2)
    await addItems(tx, queue, running, [...items.slice(0, middle), ...next, ...items.slice(middle)], {
      behind: (runs - 1) * itemsOfStep,
    })
    await countAsNotDone(tx, left)
    const last = left.at(-1)
    if (last)
      await tx.updateTable('processing').set({ taken_up: last.id }).where('id', '=', processing.id).execute()
    return { outcome: 'success', warnings: 0, lines: [] }
  }
}

/** Without the mark that it may be tried again. */
function taken({ payload }: LeftItem): ProcessingItem {
  const { again: _, ...item } = payload as ProcessingItem & { readonly again?: boolean }
  return item
}

/** What failed and is tried again is no failure any more: in the run that it was in, it was not done. */
async function countAsNotDone(tx: Tx, left: readonly LeftItem[]): Promise<void> {
  const failed = Map.groupBy(
    left.filter(({ outcome }) => outcome === 'error'),
    ({ job_id }) => job_id,
  )
  for (const [jobId, items] of failed) {
    const files = items.reduce((sum, { payload }) => sum + itemFiles(payload), 0)
    await addToTally(tx, jobId, { error: -files, cancel: files })
  }
}
