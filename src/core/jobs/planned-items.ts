import { sql } from 'kysely'
import type { Tx } from '../tables.ts'
import { addItems } from './add-items.ts'
import type { Engine } from './engine.ts'
import type { Job, JobKind } from './job-kind.ts'

/** The items that one attempt at the plan of a job adds to it, batch by batch. */
export class PlannedItems {
  readonly #engine: Pick<Engine, 'db' | 'queue'>
  readonly #job: Job
  readonly #kind: Pick<JobKind, 'planKey'>
  /** How many items of each key earlier attempts added that this one has not come to yet. */
  readonly #before: Map<string, number>

  private constructor(
    engine: Pick<Engine, 'db' | 'queue'>,
    job: Job,
    kind: Pick<JobKind, 'planKey'>,
    before: Map<string, number>,
  ) {
    this.#engine = engine
    this.#job = job
    this.#kind = kind
    this.#before = before
  }

  /** For the attempt that `job.plan_attempt` names; from then on no earlier one adds any more. */
  static async open(
    engine: Pick<Engine, 'db' | 'queue'>,
    job: Job,
    kind: Pick<JobKind, 'planKey'>,
  ): Promise<PlannedItems> {
    const rows =
      job.plan_attempt === 1
        ? []
        : await engine.db
            .selectFrom('job_item')
            .select([keyOf(kind).as('key'), sql<number>`count(*)`.as('count')])
            .where('job_id', '=', job.id)
            .where('parent_id', 'is', null)
            .groupBy('key')
            .execute()
    return new PlannedItems(engine, job, kind, new Map(rows.map(({ key, count }) => [key, count])))
  }

  /**
   * Adds items in a transaction of its own; those that an earlier attempt added are not added again. False: nothing was
   * added, because the job was stopped or another attempt has begun.
   */
  async add(payloads: readonly object[]): Promise<boolean> {
    const { db, queue } = this.#engine
    return await db.transaction().execute(async (tx) => {
      const job = await tx
        .selectFrom('job')
        .select(['id', 'paused', 'state', 'plan_attempt'])
        .where('id', '=', this.#job.id)
        .forShare()
        .executeTakeFirst()
      if (job?.state !== 'Running' || job.plan_attempt !== this.#job.plan_attempt) return false
      await addItems(tx, queue, job, await this.#missing(tx, payloads))
      return true
    })
  }

  /** Ends the plan: no further items will come. Does nothing to a job that was stopped or is in another attempt's hands. */
  async close(): Promise<void> {
    await this.#engine.db
      .updateTable('job')
      .set({ closed: true, plan_attempt: null })
      .where('id', '=', this.#job.id)
      .where('state', '=', 'Running')
      .where('plan_attempt', '=', this.#job.plan_attempt)
      .execute()
  }

  async #missing(tx: Tx, payloads: readonly object[]): Promise<readonly object[]> {
    if (this.#before.size === 0) return payloads
    const { rows } = await sql<{ key: string }>`
      select ${keyOf(this.#kind)} as key
      from jsonb_array_elements(${JSON.stringify(payloads)}::jsonb) with ordinality as given (payload, place)
      order by place`.execute(tx)
    return payloads.filter((_payload, i) => {
      const key = rows[i]?.key ?? ''
      const count = this.#before.get(key) ?? 0
      if (count === 0) return true
      this.#before.set(key, count - 1)
      return false
    })
  }
}

/** What an item is known again by, as a value inside a statement over `payload`. */
function keyOf({ planKey = '' }: Pick<JobKind, 'planKey'>) {
  return sql<string>`coalesce(payload->>${planKey}::text, md5(payload::text))`
}
