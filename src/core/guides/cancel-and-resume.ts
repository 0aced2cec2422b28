import type { Caller } from '../accounts/caller.ts'
import { createQueuedJob } from '../jobs/create-job.ts'
import { stopJob } from '../jobs/stop-job.ts'
import { processingKindName } from './asset-processing-job.ts'
import { forgetRuns } from './forget-runs.ts'
import { requireProcessor } from './may-process.ts'
import { findProcessing, nothingSucceeded } from './processing-view.ts'
import { bad } from './repository-path.ts'
import { beginRun, type GuidesServices, newJob } from './start-processing.ts'

/**
 * Stops a processing that runs or waits: what is done stays, what workers have in hand gets a few seconds. Throws
 * `invalid-parameter` for an unknown one and for one that has ended or is being stopped.
 */
export async function cancelProcessing(services: GuidesServices, caller: Caller, id: string): Promise<void> {
  const { db } = services
  const { processing, status, stopping } = await findProcessing(db, caller, id)
  requireProcessor(caller, processing.company_id)
  const job = await db.selectFrom('job').selectAll().where('id', '=', processing.job_id).executeTakeFirst()
  const stop = job && (await stopJob(services, job, caller.email))
  if (stop !== 'stopped')
    throw bad(
      'processingId',
      id,
      stopping || stop === 'was being stopped'
        ? 'is being cancelled already'
        : status === 'RUNNING'
          ? 'is about to end'
          : `can not be cancelled: its status is ${status}; expected WAITING or RUNNING`,
    )
}

/**
 * Lets a processing that was cancelled or has failed go on where it was, and one that went through try again what failed for a
 * reason that may pass: what was processed is not processed again. Where nothing at all could be processed, it begins again. Throws
 * `invalid-parameter` for an unknown one, for one that runs or waits, and where nothing is left to do.
 */
export async function resumeProcessing(
  { db, queue, kinds }: GuidesServices,
  caller: Caller,
  id: string,
  client: string,
): Promise<void> {
  const { processing } = await findProcessing(db, caller, id)
  const companyId = processing.company_id
  requireProcessor(caller, companyId)
  await db.transaction().execute(async (tx) => {
    // Two who resume it at once come one after the other; the second one finds it running.
    await tx.selectFrom('processing').select('id').where('id', '=', processing.id).forUpdate().execute()
    const view = await findProcessing(tx, caller, id)
    if (!view.resumable)
      throw bad(
        'processingId',
        id,
        `can not be resumed: its status is ${view.status}; expected CANCELLED or FAILED, or assets that failed for a reason that may pass`,
      )
    const beginsAgain = nothingSucceeded(view)
    if (beginsAgain) await forgetRuns(tx, processing)
    const { path } = processing
    const job = await createQueuedJob(
      tx,
      queue,
      kinds.get(processingKindName),
      newJob(caller, { id: processing.id, companyId, path }, client),
    )
    await tx
      .updateTable('processing')
      .set((eb) => ({
        job_id: job.id,
        failure: null,
        log_kept: true,
        count_status: eb
          .case()
          .when('count_status', '=', 'FAILED')
          .then('WAITING' as const)
          .else(eb.ref('count_status'))
          .end(),
      }))
      .where('id', '=', processing.id)
      .execute()
    const how = beginsAgain ? '; nothing was processed, so everything is tried again.' : '.'
    await beginRun(tx, processing.id, job, `Resumed by ${caller.email}${how}`)
  })
}
