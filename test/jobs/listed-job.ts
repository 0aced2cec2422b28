import { sql } from 'kysely'
import type { App } from '../../src/app.ts'
import { createQueuedJob } from '../../src/core/jobs/create-job.ts'
import { type Engine, JobKinds } from '../../src/core/jobs/engine.ts'
import type { Job, JobItem, JobKind } from '../../src/core/jobs/job-kind.ts'
import { startJob } from '../../src/core/jobs/start-job.ts'

/** The engine of a darkroom with one kind of job, whose items are a list of files and whose work is a test's. */
export function listedJobs({ engine }: App, parts: Pick<JobKind, 'plan' | 'planKey' | 'runItem'>): Engine {
  const kind: JobKind = {
    name: 'listedJob',
    typeName: 'Listed',
    log: engine.kinds.get('uploadPostJob').log,
    subType: () => '',
    ...parts,
  }
  return { ...engine, kinds: new JobKinds([kind]) }
}

/** Queues one. */
export async function queueListedJob({ db, queue, kinds }: Engine, params: object = {}): Promise<Job> {
  return await db.transaction().execute(
    async (tx) =>
      await createQueuedJob(tx, queue, kinds.get('listedJob'), {
        companyId: 1,
        userId: 1,
        originalName: 'listed',
        name: 'listed',
        description: '',
        locale: 'en',
        params,
        client: '',
        clientAddress: '',
      }),
  )
}

/** Starts one, as a worker does that is given its message. */
export async function startListedJob(engine: Engine, { id }: Job, attempt = 1): Promise<void> {
  const { signal } = new AbortController()
  await startJob(engine, {
    message: { queue: 'start', jobId: id },
    attempt,
    signal,
    done: async () => undefined,
  })
}

/** The file that an item stands for. */
export function nameOf({ payload }: Pick<JobItem, 'payload'>): string {
  return (payload as { fileName: string }).fileName
}

/** An item as its row has it. */
export interface ListedItem {
  readonly name: string
  readonly state: string
  readonly outcome: string | null
  readonly attempt: number
  /** The transaction that wrote the row. */
  readonly writer: string
}

/** The items of a job in the order of their list. */
export async function listedItems({ db }: Pick<App, 'db'>, jobId: number): Promise<readonly ListedItem[]> {
  const { rows } = await sql<ListedItem>`
    select payload->>'fileName' as name, state, outcome, attempt, xmin::text as writer
    from job_item where job_id = ${jobId} order by id`.execute(db)
  return rows
}
