import type { DocumentLimits } from '../documents/document-limits.ts'
import { DarkroomError } from '../errors.ts'
import type { ItemContext, ItemResult, JobKind, KindContext } from '../jobs/job-kind.ts'
import { reprocessLog } from '../jobs/kinds/reprocess-log.ts'
import { inEnglish, say } from '../messages/messages.ts'
import type { JobQueue } from '../ports.ts'
import type { ProcessingLimits } from '../processing/processor.ts'
import type { Db, Tx } from '../tables.ts'
import { checkAgain } from './check-again.ts'
import { storeFailed } from './claim-assets.ts'
import { countStep } from './count-step.ts'
import { documentsStep } from './documents-step.ts'
import { fileStep } from './file-step.ts'
import { countItem, type ProcessingItem, walkItem } from './items.ts'
import { type JcrPlace, jcrStep } from './jcr-step.ts'
import { type Processing, processingOf } from './processing.queries.ts'
import { processingTotals } from './processing-totals.ts'
import { appendRunLog } from './run-log.ts'
import { findInJcr } from './walk-jcr.ts'
import { type Found, findInDatabase, walkStep } from './walk-step.ts'
import { writeBackStep } from './write-back-step.ts'

export const processingKindName = 'assetProcessingJob'

export interface ProcessingServices {
  readonly processing: ProcessingLimits
  readonly documents: DocumentLimits
  readonly queue: JobQueue
  /** Undefined: there is none. */
  readonly jcr: JcrPlace | undefined
}

/**
 * Processes what lies in a folder tree (the bulk processing of AEM Guides). No client of the IPS API can submit it. The tree is
 * walked while its files are processed: an item finds some, and adds the items for them and the next step of the walk.
 */
export function assetProcessingJob(services: ProcessingServices): JobKind {
  return {
    name: processingKindName,
    typeName: 'ReprocessAssets',
    log: reprocessLog,
    subType: () => '',
    plan,
    runItem: async (context) => await step(context, services),
    conclude: async (context) => await checkAgain(context, services.documents),
    itemFailed: async (tx, { job, item, reason }) => {
      const { step, fileName } = item.payload as ProcessingItem
      const text = inEnglish(reason)
      const { processingId } = job.params as { readonly processingId: string }
      await storeFailed(tx, item.id)
      if (step === 'walk')
        await tx.updateTable('processing').set({ failure: text }).where('id', '=', processingId).execute()
      if (step === 'count')
        await tx
          .updateTable('processing')
          .set({ count_status: 'FAILED' })
          .where('id', '=', processingId)
          .execute()
      await appendRunLog(tx, processingId, [{ severity: 'ERROR', text: `${fileName}: Failed: ${text}` }])
    },
    finish: async (tx, { job }) => {
      const processing = await processingOf(tx, job)
      const { update, success, error, warning } = await processingTotals(tx, processing.id)
      const text = `Ended: ${update + success} files processed, ${warning} of them with warnings; ${error} failed.`
      await appendRunLog(tx, processing.id, [{ severity: error > 0 ? 'WARN' : 'INFO', text }])
    },
  }
}

/** A run begins with the walk where it was broken off, and with the items that the run before it was not let do. */
async function* plan({ db, job }: KindContext): AsyncGenerator<readonly ProcessingItem[]> {
  const processing = await processingOf(db, job)
  if (!processing.walk_done) yield [walkItem]
  if (processing.repository === 'darkroom' && processing.count_status !== 'SUCCESS') yield [countItem]
  const before = await db
    .selectFrom('processing_run')
    .select((eb) => eb.fn.max('job_id').as('job_id'))
    .where('processing_id', '=', processing.id)
    .where('job_id', '<', job.id)
    .executeTakeFirst()
  if (before?.job_id === undefined || before.job_id === null) return
  const left = await db
    .selectFrom('job_item')
    .select('payload')
    .where('job_id', '=', before.job_id)
    .where('outcome', '=', 'cancel')
    .orderBy('id')
    .execute()
  const items = left.map(({ payload }) => payload as ProcessingItem)
  yield items.filter(({ step }) => step !== 'walk' && step !== 'count')
}

async function step(
  context: ItemContext,
  { queue, processing, documents, jcr }: ProcessingServices,
): Promise<(tx: Tx) => Promise<ItemResult>> {
  const item = context.item.payload as ProcessingItem
  switch (item.step) {
    case 'walk':
      return await walkStep(context, queue, find)
    case 'count':
      return await countStep(context)
    case 'documents':
      return await documentsStep(context, queue, documents)
    case 'file':
      return await fileStep(context, queue, processing)
    case 'jcr':
      return await jcrStep(context, { place: placeOf(jcr), queue, processing, documents })
    case 'writeBack':
      return await writeBackStep(context, placeOf(jcr).repository)
  }

  async function find(db: Db, of: Processing): Promise<Found> {
    if (of.repository === 'darkroom') return await findInDatabase(db, of)
    return await findInJcr(placeOf(jcr).repository, of, context.signal)
  }
}

function placeOf(jcr: JcrPlace | undefined): JcrPlace {
  if (!jcr) throw new DarkroomError('conflict', say('jcrUnset'))
  return jcr
}
