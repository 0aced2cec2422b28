import { sql } from 'kysely'
import { removeOldExports } from '../exports/export-file.ts'
import type { Engine } from './engine.ts'
import { finishWhenCounted } from './finish-when-counted.ts'
import { logLines } from './job-log.ts'

/** How often each worker looks for jobs that nobody moves on. */
export const sweepEveryMs = 10_000

/**
 * Ends upload jobs that got no POST for `idleMinutes`, and finishes closed jobs whose last worker died between
 * counting the last item and looking whether it was the last. Removes exports whose time is over. Safe to run in many
 * workers at once.
 */
export async function sweep(engine: Engine, idleMinutes: number): Promise<void> {
  await closeIdleJobs(engine, idleMinutes)
  const closed = await engine.db
    .selectFrom('job')
    .select('id')
    .where('state', 'in', ['Running', 'Stopping'])
    .where('closed', '=', true)
    .execute()
  for (const job of closed) await finishWhenCounted(engine.db, engine.queue, job.id)
  await removeOldExports(engine.db, engine.blobs)
}

async function closeIdleJobs(engine: Engine, idleMinutes: number): Promise<void> {
  await engine.db.transaction().execute(async (tx) => {
    const idle = await tx
      .updateTable('job')
      .set({ closed: true })
      .where('state', '=', 'Running')
      .where('closed', '=', false)
      .where('plan_attempt', 'is', null)
      .where(sql<boolean>`last_post_at < now() - ${idleMinutes} * interval '1 minute'`)
      .returning(['id', 'kind'])
      .execute()
    for (const job of idle)
      await logLines(tx, job.id, [
        { type: 'UploadWarning', message: 'idleClosed', args: { minutes: idleMinutes } },
      ])
  })
}
