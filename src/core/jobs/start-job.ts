import { sql } from 'kysely'
import type { Engine } from './engine.ts'
import { finishWhenCounted } from './finish-when-counted.ts'

/** Starts a queued job: from here on it runs, and it ends when its items are counted. */
export async function startJob(engine: Engine, jobId: number): Promise<void> {
  await engine.db
    .updateTable('job')
    .set({ state: 'Running', started_at: sql<Date>`now()` })
    .where('id', '=', jobId)
    .where('state', '=', 'Waiting')
    .execute()
  await finishWhenCounted(engine.db, engine.queue, jobId)
}
