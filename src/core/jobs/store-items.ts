import { sql } from 'kysely'
import { lockAssetNames } from '../assets/store-asset.ts'
import type { Db, Tx } from '../tables.ts'
import type { ItemInHand } from './item-in-hand.ts'
import { itemFiles } from './item-name.ts'
import type { JobTotals } from './job.table.ts'
import type { ItemResult, Job, JobItem, StoreItem } from './job-kind.ts'
import { logLinesFrom } from './job-log.ts'
import { tallyFrom } from './totals.ts'

/** An item was settled without this worker. */
export class LostItemError extends Error {}

/** An item whose long part is over. */
export interface MadeItem {
  readonly inHand: ItemInHand
  readonly store: StoreItem
}

interface ItemWithResult {
  readonly item: JobItem
  readonly result: ItemResult
}

/** Takes hold of the asset names of results that are to be stored in this transaction. */
export async function holdNames(tx: Tx, companyId: number, stores: readonly StoreItem[]): Promise<void> {
  const names = stores.map(({ assetName }) => assetName).filter((name) => name !== undefined)
  if (names.length > 0) await lockAssetNames(tx, companyId, names)
}

/** What counting items found. */
export interface Settled {
  /** Whether other items of their job wait for a worker. */
  readonly others: boolean
}

/**
 * Stores the results of items of one job, their counts, their log lines and the end of their messages (`done`) in one
 * transaction. Throws `LostItemError` when one of them is in other hands; then, as for any error, nothing is stored.
 */
export async function storeItems(
  db: Db,
  job: Pick<Job, 'company_id'>,
  made: readonly MadeItem[],
  done: (tx: Tx) => Promise<void>,
): Promise<Settled> {
  return await db.transaction().execute(async (tx) => {
    await holdNames(
      tx,
      job.company_id,
      made.map(({ store }) => store),
    )
    const results: ItemWithResult[] = []
    for (const { inHand, store } of made) results.push({ item: inHand.item, result: await store(tx) })
    const settled = await settleItems(tx, results)
    if (!settled) throw new LostItemError()
    await done(tx)
    return settled
  })
}

/** `storeItems` of one, with the end of its message. */
export async function storeItem(db: Db, made: MadeItem): Promise<Settled> {
  const { job, delivery } = made.inHand
  return await storeItems(db, job, [made], async (tx) => await delivery.done(tx))
}

/**
 * Counts items of one job, in the transaction that stores their results, and writes their lines to the log: one statement,
 * since it is run for every item. Undefined when another worker holds one by now: then the transaction must be given up.
 */
async function settleItems(tx: Tx, results: readonly ItemWithResult[]): Promise<Settled | undefined> {
  // Beside the list of outcomes, so that rows are found by their numbers whatever PostgreSQL thinks of the length of a list.
  const ids = results.map(({ item }) => item.id)
  const outcomes = results.map(({ item, result: { outcome, warnings } }) => ({
    id: item.id,
    attempt: item.attempt,
    outcome,
    warnings,
  }))
  const lines = results.flatMap(({ result }) => result.lines)
  const { rows } = await sql<Settled>`
    with ended as (
      update job_item set state = 'Done', outcome = given.outcome, warnings = given.warnings, finished_at = now()
      from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
        as given (id bigint, attempt integer, outcome text, warnings integer)
      where job_item.id = any(${ids}::bigint[]) and job_item.id = given.id
        and job_item.attempt = given.attempt and state <> 'Done'
      returning job_id
    ),
    settled as (select job_id from ended group by job_id having count(*) = ${results.length}::integer),
    tallied as (${tallyFrom(sql`settled`, countsOf(results))}),
    logged as (${logLinesFrom(sql`settled`, lines)})
    select exists (select from job_item where job_id = settled.job_id and state = 'Waiting') as others
    from settled`.execute(tx)
  return rows[0]
}

function countsOf(results: readonly ItemWithResult[]): Partial<JobTotals> {
  const sum: Partial<Record<keyof JobTotals, number>> = {}
  for (const { item, result } of results) {
    const files = itemFiles(item.payload)
    const counts: Partial<JobTotals> = result.counts ?? {
      [result.outcome]: files,
      warning: result.warnings > 0 ? files : 0,
    }
    for (const [name, count] of Object.entries(counts) as [keyof JobTotals, number][])
      sum[name] = (sum[name] ?? 0) + count
  }
  return sum
}
