import { sql } from 'kysely'
import type { Tx } from '../tables.ts'
import { addItems } from './add-items.ts'
import type { Engine } from './engine.ts'
import type { JobItem } from './job-kind.ts'

/** An item that another one adds. What else is in it becomes its payload. */
export interface EntryPayload {
  /** Its place in what it comes from, from 0; each is added once. */
  readonly entry: number
  /** In bytes; 0: none are stored. */
  readonly size: number
}

/** How far an item has come with adding others, in all its attempts. */
export interface AddedEntries {
  /** The last place whose item is there; -1: none. All in front of it are there or were left out. */
  readonly last: number
  /** Sum of their sizes. */
  readonly bytes: number
}

/** Items that one item adds to its job while it is worked on: they are begun before it is done, and the job waits for both. */
export class ItemEntries {
  readonly #engine: Pick<Engine, 'db' | 'queue'>
  readonly #item: JobItem

  constructor(engine: Pick<Engine, 'db' | 'queue'>, item: JobItem) {
    this.#engine = engine
    this.#item = item
  }

  async added(): Promise<AddedEntries> {
    return await this.#engine.db
      .selectFrom('job_item')
      .select([
        sql<number>`coalesce(max(entry_number), -1)`.as('last'),
        sql<number>`coalesce(sum((payload->>'size')::bigint), 0)::bigint`.as('bytes'),
      ])
      .where('parent_id', '=', this.#item.id)
      .executeTakeFirstOrThrow()
  }

  /**
   * Adds items in the order of their places, in a transaction of its own; those that an earlier attempt added are not added
   * again. False: nothing was added, because the job was stopped or the item is in other hands.
   */
  async add(entries: readonly EntryPayload[]): Promise<boolean> {
    const { db, queue } = this.#engine
    return await db.transaction().execute(async (tx) => {
      // In this order as when the job is stopped: first the job, then its items.
      const job = await tx
        .selectFrom('job')
        .select(['id', 'paused', 'state'])
        .where('id', '=', this.#item.job_id)
        .forShare()
        .executeTakeFirst()
      if (job?.state !== 'Running' || !(await this.#isHeld(tx))) return false
      const { max } = await tx
        .selectFrom('job_item')
        .select((eb) => eb.fn.max('entry_number').as('max'))
        .where('parent_id', '=', this.#item.id)
        .executeTakeFirstOrThrow()
      const missing = entries.filter(({ entry }) => max === null || entry > max)
      await addItems(tx, queue, job, missing, { parentId: this.#item.id })
      return true
    })
  }

  /** Keeps another attempt from adding at the same time. */
  async #isHeld(tx: Tx): Promise<boolean> {
    const { id, attempt } = this.#item
    const held = await tx
      .selectFrom('job_item')
      .select('id')
      .where('id', '=', id)
      .where('attempt', '=', attempt)
      .where('state', '=', 'Running')
      .forNoKeyUpdate()
      .executeTakeFirst()
    return held !== undefined
  }
}
