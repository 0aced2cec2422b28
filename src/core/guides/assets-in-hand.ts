import { addItems } from '../jobs/add-items.ts'
import { itemFiles } from '../jobs/item-name.ts'
import type { ItemContext, Job } from '../jobs/job-kind.ts'
import { addToTally } from '../jobs/totals.ts'
import type { JobQueue } from '../ports.ts'
import type { Db, Tx } from '../tables.ts'
import { claimAssets } from './claim-assets.ts'
import { type AssetsItem, assetsItem, type ProcessingItem } from './items.ts'
import { holdForAdding } from './processing.queries.ts'
import { outsidePath } from './repository-path.ts'

/** Assets that another run has in hand are looked at again after so many seconds. */
export const waitForOthersSeconds = 1

/** An item's assets, as they are when it begins. */
export interface AssetsInHand {
  /** Taken for this item: nobody else works on them. */
  readonly taken: readonly AssetFound[]
  /** Another item has them in hand. */
  readonly busy: readonly AssetFound[]
  /** How many are deleted or have no file any more. */
  readonly gone: number
}

export type AssetFound = Awaited<ReturnType<typeof assetsFound>>[number]

export async function takeAssets(
  { db, company, item }: Pick<ItemContext, 'db' | 'company' | 'item'>,
  assetIds: readonly number[],
): Promise<AssetsInHand> {
  const held = await claimAssets(db, item.id, assetIds)
  // Only now: whoever had one of them before has stored what came of it.
  const found = await assetsFound(db, company.id, assetIds)
  return {
    taken: found.filter(({ id }) => held.has(id)),
    busy: found.filter(({ id }) => !held.has(id)),
    gone: assetIds.length - found.length,
  }
}

/**
 * Puts assets of an item back as items of their own, each of at most `most`: of a job that is being stopped as items that
 * were not done. They are counted with the new items, so the item that had them takes them off its job's total.
 */
export async function putBack(
  tx: Tx,
  queue: JobQueue,
  context: Pick<ItemContext, 'job'>,
  step: AssetsItem['step'],
  assets: readonly AssetFound[],
  { most, delayed }: { readonly most: number; readonly delayed: boolean },
): Promise<void> {
  const items: AssetsItem[] = []
  for (let i = 0; i < assets.length; i += most) {
    const part = assets.slice(i, i + most)
    const [first] = part
    if (first)
      items.push(
        assetsItem(
          step,
          part.map(({ id }) => id),
          outsidePath(first.folder, first.file_name),
        ),
      )
  }
  await addOrKeep(tx, queue, context.job, items, delayed ? waitForOthersSeconds : 0)
}

/** Adds items to a job; to one that is being stopped as items that were not done, which a run that is resumed does. */
export async function addOrKeep(
  tx: Tx,
  queue: JobQueue,
  job: Pick<Job, 'id' | 'params'>,
  items: readonly ProcessingItem[],
  delaySeconds = 0,
): Promise<void> {
  if (items.length === 0) return
  const running = await holdForAdding(tx, job)
  if (running) {
    await addItems(tx, queue, running, items, { behind: 0, delaySeconds })
    return
  }
  await addItems(tx, queue, { id: job.id, paused: true }, items)
  const kept = await tx
    .updateTable('job_item')
    .set({ state: 'Done', outcome: 'cancel', finished_at: new Date() })
    .where('job_id', '=', job.id)
    .where('state', '=', 'Waiting')
    .returning('payload')
    .execute()
  await addToTally(tx, job.id, { cancel: kept.reduce((sum, { payload }) => sum + itemFiles(payload), 0) })
}

async function assetsFound(db: Db, companyId: number, ids: readonly number[]) {
  return await db
    .selectFrom('asset')
    .innerJoin('folder', 'folder.id', 'asset.folder_id')
    .selectAll('asset')
    .select('folder.path as folder')
    .$narrowType<{ original_key: string }>()
    .where('asset.company_id', '=', companyId)
    .where('asset.trash_state', '=', 'NotInTrash')
    .where('asset.original_key', 'is not', null)
    .where((eb) => eb('asset.id', '=', eb.fn.any(eb.val([...ids]))))
    .orderBy('asset.id')
    .execute()
}
