import { sql } from 'kysely'
import type { Db } from '../tables.ts'
import type { ClaimedItem, ItemBatch } from './claim-item.ts'
import type { Engine } from './engine.ts'
import type { JobItem } from './job-kind.ts'
import { turnNow } from './turn.ts'

/** Gives an item back as if it had not been taken: the worker has to stop, which is no fault of the item. */
export async function handBackItem(db: Db, item: JobItem): Promise<void> {
  await asBefore(db).where('id', '=', item.id).where('attempt', '=', item.attempt).execute()
}

/** Gives claimed items of a batch that nobody has begun to whoever is free, as if they had not been taken. */
export async function giveBackItems(
  { db, queue }: Pick<Engine, 'db' | 'queue'>,
  batch: ItemBatch,
  unbegun: readonly ClaimedItem[],
): Promise<void> {
  if (unbegun.length === 0) return
  await db.transaction().execute(async (tx) => {
    // In this order as when a job is paused, resumed or stopped: first jobs, then items.
    const jobs = await tx
      .selectFrom('job')
      .select(['id', 'paused', 'stopped'])
      .where('id', 'in', [...new Set(unbegun.map(({ item }) => item.job_id))])
      .orderBy('id')
      .forShare()
      .execute()
    const held = sql`(select * from unnest(
      ${unbegun.map(({ item }) => item.id)}::bigint[], ${unbegun.map(({ item }) => item.attempt)}::integer[]))`
    const given = await asBefore(tx)
      .where(sql<boolean>`(id, attempt) in ${held}`)
      .returning(['id', 'job_id'])
      .execute()
    // Ended, so that this worker does not end the next messages of those numbers; withdrawn, so that there can be some.
    await batch.done(
      tx,
      unbegun.map(({ delivery }) => delivery),
    )
    await queue.withdrawItems(
      tx,
      given.map(({ id }) => id),
    )
    // Who resumes a paused job sends its messages; one that was stopped needs none.
    const goingOn = new Set(jobs.filter(({ paused, stopped }) => !paused && !stopped).map(({ id }) => id))
    const again = given.filter(({ job_id }) => goingOn.has(job_id)).sort((a, b) => a.id - b.id)
    await queue.enqueue(
      tx,
      again.map(({ id }) => ({ queue: 'item', itemId: id })),
      { turn: turnNow() },
    )
  })
}

/** Items as they were before they were taken, but only those that are in hand. */
function asBefore(db: Db) {
  return db
    .updateTable('job_item')
    .set({ state: 'Waiting', attempt: sql<number>`attempt - 1`, worker: null })
    .where('state', '=', 'Running')
}
