import { type ClaimedItem, claimItems, type ItemBatch, type ItemDelivery } from './claim-item.ts'
import type { Engine } from './engine.ts'
import { giveBackItems } from './hand-back-items.ts'
import { itemInHand } from './item-in-hand.ts'
import { lookForEnd, madeItem, runInTurn, storeAlone } from './run-item.ts'
import { LostItemError, type MadeItem, type Settled, storeItems } from './store-items.ts'

/** So long items stay together, in ms; then what is made is stored, and what nobody has begun goes to whoever is free. */
const togetherMs = 1_000

/** So many of them are worked on at a time: one waits for the network or the disk while the other computes. */
const sideBySide = 2

/**
 * Items of a batch, stored together as far as their kinds allow that: one by one the database needs half as long for a small picture
 * as the picture itself. Each of them fails alone: when results can't be stored together, each is stored by itself. The caller has
 * a turn for all of them.
 */
export class ItemsTogether {
  readonly #engine: Engine
  readonly #batch: ItemBatch
  readonly #failures: Map<ItemDelivery, unknown>
  #unbegun: ClaimedItem[] = []
  #unstored: MadeItem[] = []
  #isBrokenUp = false

  /** @param failures gets the messages that have to come again */
  constructor(engine: Engine, batch: ItemBatch, failures: Map<ItemDelivery, unknown>) {
    this.#engine = engine
    this.#batch = batch
    this.#failures = failures
  }

  async run(deliveries: readonly ItemDelivery[]): Promise<void> {
    const { claimed, others } = await claimItems(this.#engine, deliveries, this.#engine.workerName)
    this.#unbegun = claimed
    let breakUp: Promise<void> | undefined
    const timer = setTimeout(() => {
      breakUp = this.#breakUp()
    }, togetherMs)
    await Promise.all(Array.from({ length: sideBySide }, async () => await this.#makeAll()))
    clearTimeout(timer)
    await breakUp
    await this.#store()
    for (const delivery of others)
      await this.#orAgain([delivery], async () => await runInTurn(this.#engine, delivery))
  }

  async #makeAll(): Promise<void> {
    for (let next = this.#unbegun.shift(); next; next = this.#unbegun.shift()) await this.#make(next)
  }

  async #make({ delivery, item }: ClaimedItem): Promise<void> {
    await this.#orAgain([delivery], async () => {
      const inHand = await itemInHand(this.#engine, delivery, item)
      const store = await madeItem(this.#engine, inHand)
      if (!store) return
      // Once broken up, one that takes long keeps no other waiting.
      if (store.together && !this.#isBrokenUp) this.#unstored.push({ inHand, store })
      else await storeAlone(this.#engine, inHand, store)
    })
  }

  async #breakUp(): Promise<void> {
    this.#isBrokenUp = true
    const unbegun = this.#unbegun.splice(0)
    const deliveries = unbegun.map(({ delivery }) => delivery)
    await Promise.all([
      this.#orAgain(deliveries, async () => await giveBackItems(this.#engine, this.#batch, unbegun)),
      this.#store(),
    ])
  }

  async #store(): Promise<void> {
    const byJob = Map.groupBy(this.#unstored.splice(0), ({ inHand }) => inHand.job.id)
    for (const made of byJob.values())
      if (made.length === 1 || !(await this.#storedTogether(made)))
        for (const { inHand, store } of made)
          await this.#orAgain([inHand.delivery], async () => await storeAlone(this.#engine, inHand, store))
  }

  /** False: nothing was stored. */
  async #storedTogether(made: readonly MadeItem[]): Promise<boolean> {
    const { db, logError } = this.#engine
    const [first] = made
    if (!first) return true
    const { job } = first.inHand
    const deliveries = made.map(({ inHand }) => inHand.delivery)
    if (deliveries.some(({ signal }) => signal.aborted)) return false
    let settled: Settled
    try {
      settled = await storeItems(db, job, made, async (tx) => await this.#batch.done(tx, deliveries))
    } catch (error) {
      if (!(error instanceof LostItemError))
        logError(
          error,
          `${made.length} items of job ${job.id} are stored one by one, since together they can not be`,
        )
      return false
    }
    await this.#orAgain(deliveries, async () => await lookForEnd(this.#engine, job.id, settled))
    return true
  }

  /** Does something for messages that come again when it throws. */
  async #orAgain(deliveries: readonly ItemDelivery[], task: () => Promise<void>): Promise<void> {
    try {
      await task()
    } catch (error) {
      for (const delivery of deliveries) this.#failures.set(delivery, error)
    }
  }
}
