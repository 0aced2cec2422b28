import { requireCompany } from '../accounts/company.ts'
import { ensureFolder } from '../assets/folder.ts'
import type { ClaimedItem, ItemDelivery } from './claim-item.ts'
import type { Engine, JobInHand } from './engine.ts'
import { ItemEntries } from './item-entries.ts'
import { itemProgress } from './item-progress.ts'
import type { ItemContext, JobItem, JobKind, StoreItem } from './job-kind.ts'

/** An item that this worker has claimed, with what its work needs to know. */
export interface ItemInHand extends JobInHand, ClaimedItem {
  readonly kind: JobKind
}

/** Of the row of a job only what does not change while it runs counts here; what does is asked where it matters. */
export async function itemInHand(
  { db, jobsInHand, kinds }: Engine,
  delivery: ItemDelivery,
  item: JobItem,
): Promise<ItemInHand> {
  const { job, company } = await jobsInHand.get(`${item.job_id}`, async () => {
    const row = await db.selectFrom('job').selectAll().where('id', '=', item.job_id).executeTakeFirstOrThrow()
    return { job: row, company: await requireCompany(db, row.company_id) }
  })
  return { delivery, item, job, company, kind: kinds.get(job.kind) }
}

/** Does the long part of an item, in a work folder of its own. Throws what `JobKind.runItem` throws, and the signal's reason. */
export async function makeItem(engine: Engine, inHand: ItemInHand): Promise<StoreItem> {
  const { kind, delivery } = inHand
  if (!kind.runItem) throw new Error(`job kind ${kind.name} has no items`)
  const workFolder = await engine.workFolders.take()
  let ended = false
  try {
    const running = kind.runItem(contextOf(engine, inHand, workFolder))
    const store = await orAborted(running, delivery.signal)
    ended = true
    return store
  } finally {
    if (ended) await engine.workFolders.giveBack(workFolder)
    else await engine.workFolders.remove(workFolder)
  }
}

function contextOf(engine: Engine, inHand: ItemInHand, workFolder: string): ItemContext {
  const { db, blobs, folders } = engine
  const { item, job, company, delivery } = inHand
  return {
    db,
    blobs,
    job,
    company,
    item,
    workFolder,
    signal: delivery.signal,
    progress: itemProgress(db, item, (error) => engine.logError(error, `progress of item ${item.id}`)),
    folderId: async (path) =>
      await folders.get(`${company.id}/${path}`, async () => await ensureFolder(db, company.id, path)),
    entries: new ItemEntries(engine, item),
  }
}

/**
 * Does not wait for work that can not be interrupted (a library that computes) once the signal is there: the item is
 * handed back at once, and what the work still does goes nowhere.
 */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) onAbort()
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
