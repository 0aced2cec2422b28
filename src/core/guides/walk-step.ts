import { addItems } from '../jobs/add-items.ts'
import type { ItemContext, ItemResult } from '../jobs/job-kind.ts'
import type { JobQueue } from '../ports.ts'
import type { Db, Tx } from '../tables.ts'
import { ItemCollector } from './collect-items.ts'
import { type ProcessingItem, walkItem } from './items.ts'
import { holdForAdding, type Processing, processingOf, runsUnderWay, scopeOf } from './processing.queries.ts'
import { appendRunLog } from './run-log.ts'
import type { TreeCursor } from './tree-cursor.ts'
import { treePage } from './walk-tree.ts'

/**
 * Items that one step adds. A run has those of few steps in the queue, however large the tree: the next step stands among them, and
 * their turns reach over four seconds. So what others add waits behind few of them.
 */
export const itemsOfStep = 16
const readAtOnce = 500
/** A step that finds little ends after so many assets, and the next one goes on. */
const maxReadOfStep = 20_000

export interface Found {
  readonly items: readonly ProcessingItem[]
  /** Null: the walk is at its end. */
  readonly cursor: TreeCursor | null
  /** How many files were found, where the walk itself counts them; absent: an item of its own does. */
  readonly counted?: number
}

/**
 * One step of the walk: finds the next assets, and in the item's transaction adds their items and the next step, and keeps where
 * the walk is. The next step stands in the middle of them, so that workers do not run dry.
 */
export async function walkStep(
  context: ItemContext,
  queue: JobQueue,
  find: (db: Db, processing: Processing) => Promise<Found>,
): Promise<(tx: Tx) => Promise<ItemResult>> {
  const { db, job, company } = context
  const processing = await processingOf(db, job)
  const found = await find(db, processing)
  const runs = await runsUnderWay(db, company.id)
  return async (tx) => {
    const running = await holdForAdding(tx, job)
    if (!running) return { outcome: 'cancel', warnings: 0, lines: [] }
    // Another step has been here: what was found is added already.
    if (!isWhere(processing, await processingOf(tx, job)))
      return { outcome: 'success', warnings: 0, lines: [] }
    const middle = Math.ceil(found.items.length / 2)
    const items =
      found.cursor === null
        ? found.items
        : [...found.items.slice(0, middle), walkItem, ...found.items.slice(middle)]
    // The runs of one company share its place in the line.
    await addItems(tx, queue, running, items, { behind: (runs - 1) * itemsOfStep })
    await tx
      .updateTable('processing')
      .set((eb) => ({
        walk_cursor: found.cursor === null ? null : JSON.stringify(found.cursor),
        walk_done: found.cursor === null,
        ...(found.counted !== undefined && {
          total_files: eb('total_files', '+', found.counted),
          count_status: found.cursor === null ? ('SUCCESS' as const) : ('RUNNING' as const),
        }),
      }))
      .where('id', '=', processing.id)
      .execute()
    if (found.cursor === null)
      await appendRunLog(tx, processing.id, [{ severity: 'INFO', text: 'All folders have been walked.' }])
    return { outcome: 'success', warnings: 0, lines: [] }
  }
}

function isWhere(one: Processing, other: Processing): boolean {
  return (
    one.walk_done === other.walk_done && JSON.stringify(one.walk_cursor) === JSON.stringify(other.walk_cursor)
  )
}

/** The next assets of darkroom's own repository. */
export async function findInDatabase(db: Db, processing: Processing): Promise<Found> {
  const collector = new ItemCollector()
  let cursor = processing.walk_cursor
  for (let read = 0; read < maxReadOfStep; read += readAtOnce) {
    const page = await treePage(db, scopeOf(processing), cursor, readAtOnce)
    for (const found of page.assets) {
      collector.add(found.asset)
      cursor = found.cursor
      if (collector.size >= itemsOfStep) return { items: collector.items(), cursor }
    }
    cursor = page.next
    if (cursor === null) break
  }
  return { items: collector.items(), cursor }
}
