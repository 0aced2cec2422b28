import { requireCompany } from '../accounts/company.ts'
import { ensureFolder } from '../assets/folder.ts'
import { DarkroomError } from '../errors.ts'
import { type Said, say } from '../messages/messages.ts'
import type { Tx } from '../tables.ts'
import { TransientError } from '../transient-error.ts'
import {
  claimItem,
  handBackItem,
  type ItemDelivery,
  maxAttempts,
  type Settled,
  settleItem,
} from './claim-item.ts'
import type { Engine, JobInHand } from './engine.ts'
import { finishWhenCounted } from './finish-when-counted.ts'
import { ItemEntries } from './item-entries.ts'
import { itemName } from './item-name.ts'
import { itemProgress } from './item-progress.ts'
import type { ItemResult, Job, JobItem, JobKind } from './job-kind.ts'

const crashed = say('crashed', { attempts: maxAttempts })

/** The item was settled without this worker. */
class LostItemError extends Error {}

/**
 * Does one item of a job, once: claims it, runs the kind's work, and stores the result, the count, the log lines and
 * the end of the message in one transaction. A crash at any point repeats the item without a trace.
 */
export async function runItem(engine: Engine, delivery: ItemDelivery): Promise<void> {
  await engine.turns.run(delivery.attempt > 1, delivery.signal, async () => await inTurn(engine, delivery))
}

async function inTurn(engine: Engine, delivery: ItemDelivery): Promise<void> {
  const claim = await claimItem(engine, delivery, engine.workerName)
  if (claim.kind === 'settled') return
  const { item } = claim
  const { job, company } = await engine.jobsInHand.get(
    `${item.job_id}`,
    async () => await inHand(engine, item),
  )
  const kind = engine.kinds.get(job.kind)
  const settled =
    claim.kind === 'poisoned'
      ? await store(engine, delivery, item, failing(kind, job, item, crashed, true))
      : await work(engine, delivery, { job, company, item, kind })
  // Whoever counts the last of those that wait looks.
  if (!settled?.others) await finishWhenCounted(engine.db, engine.queue, job.id)
}

/** Of the row of a job only what does not change while it runs counts here; what does is asked where it matters. */
async function inHand({ db }: Engine, item: JobItem): Promise<JobInHand> {
  const job = await db.selectFrom('job').selectAll().where('id', '=', item.job_id).executeTakeFirstOrThrow()
  return { job, company: await requireCompany(db, job.company_id) }
}

/** Undefined: somebody else has counted it. */
async function work(
  engine: Engine,
  delivery: ItemDelivery,
  { job, company, item, kind }: JobInHand & { readonly item: JobItem; readonly kind: JobKind },
): Promise<Settled | undefined> {
  if (!kind.runItem) throw new Error(`job kind ${kind.name} has no items`)
  const workFolder = await engine.workFolders.take()
  let ended = false
  try {
    const { db, blobs, folders } = engine
    const { signal } = delivery
    const progress = itemProgress(db, item, (error) => engine.logError(error, `progress of item ${item.id}`))
    const folderId = async (path: string) =>
      await folders.get(`${company.id}/${path}`, async () => await ensureFolder(db, company.id, path))
    const entries = new ItemEntries(engine, item)
    const context = { db, blobs, job, company, item, workFolder, signal, progress, folderId, entries }
    const running = kind.runItem(context)
    const result = await orAborted(running, signal)
    ended = true
    signal.throwIfAborted()
    return await store(engine, delivery, item, result)
  } catch (error) {
    // Somebody else has counted it, or its job was stopped: this result is void.
    if (error instanceof LostItemError) return undefined
    if (delivery.signal.aborted) {
      await handBackItem(engine.db, item)
      throw error
    }
    if (error instanceof DarkroomError && error.code === 'storage-full') {
      // No fault of the item either: it waits, longer each time, until there is room.
      await handBackItem(engine.db, item)
      throw error
    }
    if (error instanceof DarkroomError && error.code !== 'internal') {
      return await store(engine, delivery, item, failing(kind, job, item, error.said, false))
    }
    engine.logError(
      error,
      `item ${item.id} of job ${job.id} failed, attempt ${item.attempt} of ${maxAttempts}`,
    )
    if (item.attempt < maxAttempts) throw error
    return await store(engine, delivery, item, failing(kind, job, item, lastReason(error), true))
  } finally {
    if (ended) await engine.workFolders.giveBack(workFolder)
    else await engine.workFolders.remove(workFolder)
  }
}

/** What is told of an error that came at each attempt: only of what lies outside does the client need to know the cause. */
function lastReason(error: unknown): Said {
  if (error instanceof TransientError) return error.said
  return say('failedRepeatedly', { attempts: maxAttempts })
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

async function store(
  engine: Engine,
  delivery: ItemDelivery,
  item: JobItem,
  result: (tx: Tx) => Promise<ItemResult>,
): Promise<Settled> {
  return await engine.db.transaction().execute(async (tx) => {
    const settled = await settleItem(tx, item, await result(tx))
    if (!settled) throw new LostItemError()
    await delivery.done(tx)
    return settled
  })
}

function failing(kind: JobKind, job: Job, item: JobItem, reason: Said, mayPass: boolean) {
  return async (tx: Tx) => {
    await kind.itemFailed?.(tx, { job, item, reason, mayPass })
    return failure(kind, item, reason)
  }
}

function failure(kind: JobKind, item: JobItem, reason: Said): ItemResult {
  const file = itemName(item)
  return {
    outcome: 'error',
    warnings: 0,
    lines: [
      {
        type: kind.log.error,
        message: kind.log.errorMessage ?? 'fileFailed',
        args: { file, reason },
        asset: { id: null, name: file, type: 'NoType' },
      },
    ],
  }
}
