import type { PgBoss } from 'pg-boss'
import type { App } from '../../src/app.ts'
import type { Engine } from '../../src/core/jobs/engine.ts'
import { ItemTurns } from '../../src/core/jobs/item-turns.ts'
import type { ItemResult, JobItem, StoreItem } from '../../src/core/jobs/job-kind.ts'
import { runItems } from '../../src/core/jobs/run-items.ts'
import { ShortMemory } from '../../src/core/short-memory.ts'
import type { Tx } from '../../src/core/tables.ts'
import { startBoss } from '../../src/infrastructure/queue/boss.ts'
import { Consumer } from '../../src/infrastructure/queue/consumer.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { waitFor } from '../support/wait-for.ts'
import {
  type ListedItem,
  listedItems,
  listedJobs,
  nameOf,
  queueListedJob,
  startListedJob,
} from './listed-job.ts'

export const eight = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** What is to be done with an item, and what its result is. */
export type Work = (name: string, item: JobItem) => Promise<StoreItem>

/** A darkroom with workers of one lane each, which takes up to eight items at a time however long they take. */
export class LanesOfEight {
  readonly #darkroom: TestApp
  readonly #boss: PgBoss
  readonly #workers: Consumer[] = []
  /** What the workers have logged. */
  readonly errors: unknown[] = []

  private constructor(darkroom: TestApp, boss: PgBoss) {
    this.#darkroom = darkroom
    this.#boss = boss
  }

  static async open(): Promise<LanesOfEight> {
    const darkroom = await startTestApp({ worker: false })
    const { poolConfig } = darkroom.app.database
    return new LanesOfEight(darkroom, await startBoss(poolConfig, () => undefined))
  }

  async close(): Promise<void> {
    await this.stopWorkers()
    await this.#boss.stop({ graceful: false })
    await this.#darkroom.close()
  }

  get app(): App {
    return this.#darkroom.app
  }

  /** As that of another process. */
  engine(work: Work): Engine {
    const engine = listedJobs(this.app, {
      plan: async function* ({ job }) {
        yield (job.params as { names: string[] }).names.map((fileName) => ({ fileName }))
      },
      runItem: async ({ item }) => await work(nameOf(item), item),
    })
    return {
      ...engine,
      turns: new ItemTurns(),
      jobsInHand: new ShortMemory(0),
      logError: (error) => this.errors.push(error),
    }
  }

  /** Starts a worker; how many items it was given each time. */
  startWorker(engine: Engine): readonly number[] {
    const batches: number[] = []
    const onError = (error: unknown) => this.errors.push(error)
    const source = { boss: this.#boss, queue: 'item' as const, onError }
    const size = { next: 8, took: () => undefined }
    const worker = new Consumer(source, { lanes: 1, size }, async (batch) => {
      batches.push(batch.deliveries.length)
      return await runItems(engine, batch as Parameters<typeof runItems>[1])
    })
    this.#workers.push(worker)
    return batches
  }

  async stopWorkers(): Promise<void> {
    await Promise.all(this.#workers.splice(0).map((worker) => worker.stop(0)))
    this.errors.splice(0)
  }

  wake(): void {
    for (const worker of this.#workers) worker.wake()
  }

  /** Starts a job with items of these names; its number. */
  async begin(engine: Engine, names: readonly string[]): Promise<number> {
    const job = await queueListedJob(engine, { names })
    await startListedJob(engine, job)
    this.wake()
    return job.id
  }

  async items(jobId: number): Promise<readonly ListedItem[]> {
    return await listedItems(this.app, jobId)
  }

  /** The items of a job once all are counted. */
  async ended(jobId: number): Promise<readonly ListedItem[]> {
    return await waitFor(`the end of job ${jobId}`, async () => {
      this.wake()
      const query = this.app.db.selectFrom('job').select('state').where('id', '=', jobId)
      const job = await query.executeTakeFirst()
      return job?.state === 'Finishing' && (await this.items(jobId))
    })
  }
}

export function uploaded(name: string): ItemResult {
  return {
    outcome: 'success',
    warnings: 0,
    lines: [{ type: 'UploadSuccess', message: 'uploaded', args: { file: name } }],
  }
}

/** The result of an item that can be stored with others. */
export function together(
  name: string,
  store: (tx: Tx) => Promise<ItemResult> = async () => uploaded(name),
): StoreItem {
  return Object.assign(store, { assetName: name, together: true as const })
}
