import { claimItem, type ItemDelivery } from './claim-item.ts'
import type { Engine } from './engine.ts'
import { failAttempt, failPoisoned } from './fail-item.ts'
import { finishWhenCounted } from './finish-when-counted.ts'
import { type ItemInHand, itemInHand, makeItem } from './item-in-hand.ts'
import type { StoreItem } from './job-kind.ts'
import { type Settled, storeItem } from './store-items.ts'

/**
 * Does one item of a job, once: claims it, runs the kind's work, and stores the result, the count, the log lines and
 * the end of the message in one transaction. A crash at any point repeats the item without a trace.
 */
export async function runItem(engine: Engine, delivery: ItemDelivery): Promise<void> {
  await engine.turns.run(delivery.attempt > 1, delivery.signal, async () => await runInTurn(engine, delivery))
}

/** `runItem` of somebody who has a turn. */
export async function runInTurn(engine: Engine, delivery: ItemDelivery): Promise<void> {
  const claim = await claimItem(engine, delivery, engine.workerName)
  if (claim.kind === 'settled') return
  const inHand = await itemInHand(engine, delivery, claim.item)
  if (claim.kind === 'poisoned') {
    await lookForEnd(engine, inHand.job.id, await failPoisoned(engine, inHand))
    return
  }
  const store = await madeItem(engine, inHand)
  if (store) await storeAlone(engine, inHand, store)
}

/** The long part of an item. Undefined: it failed, and is counted. Throws when it has to come again. */
export async function madeItem(engine: Engine, inHand: ItemInHand): Promise<StoreItem | undefined> {
  try {
    return await makeItem(engine, inHand)
  } catch (error) {
    await lookForEnd(engine, inHand.job.id, await failAttempt(engine, inHand, error))
    return undefined
  }
}

/** Stores the result of one item. Throws when the item has to come again. */
export async function storeAlone(engine: Engine, inHand: ItemInHand, store: StoreItem): Promise<void> {
  const { delivery, job } = inHand
  let settled: Settled | undefined
  try {
    delivery.signal.throwIfAborted()
    settled = await storeItem(engine.db, { inHand, store })
  } catch (error) {
    settled = await failAttempt(engine, inHand, error)
  }
  await lookForEnd(engine, job.id, settled)
}

/** Ends a job whose last item was counted. Whoever counts the last of those that wait for a worker looks. */
export async function lookForEnd(
  { db, queue }: Engine,
  jobId: number,
  settled: Settled | undefined,
): Promise<void> {
  if (!settled?.others) await finishWhenCounted(db, queue, jobId)
}
