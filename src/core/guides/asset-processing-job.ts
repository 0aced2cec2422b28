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
import { countItem, type ProcessingItem, takeUpItem, walkItem } from './items.ts'
import type { JcrPlace } from './jcr-place.ts'
import { jcrStep } from './jcr-step.ts'
import { leftItems, markToTryAgain } from './left-items.ts'
import { type Processing, processingOf } from './processing.queries.ts'
import { processingTotals } from './processing-totals.ts'
import { appendRunLog } from './run-log.ts'
import { takeUpStep } from './take-up-step.ts'
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
    conclude: async (context) => await checkAgain(context, services),
    itemFailed: async (tx, { job, item, reason, mayPass }) => {
      const payload = item.payload as ProcessingItem
      const { step } = payload
      const text = inEnglish(reason)
      const { processingId } = job.params as { readonly processingId: string }
      await storeFailed(tx, item.id)
      if (mayPass) await markToTryAgain(tx, item.id)
      if (step === 'walk' || step === 'takeUp')
        await tx.updateTable('processing').set({ failure: text }).where('id', '=', processingId).execute()
      if (step === 'count')
        await tx
          .updateTable('processing')
          .set({ count_status: 'FAILED' })
          .where('id', '=', processingId)
          .execute()
      const files = payload.step === 'jcr' ? payload.nodes.map(({ path }) => path) : [payload.fileName]
      await appendRunLog(
        tx,
        processingId,
        files.map((file) => ({ severity: 'ERROR', text: `${file}: Failed: ${text}` })),
      )
    },
    stopped: async (tx, { params }, user) => {
      const { processingId } = params as { readonly processingId: string }
      const text = `Cancelled by ${user}; it can be resumed.`
      await appendRunLog(tx, processingId, [{ severity: 'WARN', text }])
    },
    finish: async (tx, { job, hold }) => {
      // The job before the processing, as whoever stops it does.
      await hold(tx)
      const processing = await processingOf(tx, job)
      const { update, success, error, warning } = await processingTotals(tx, processing.id)
      const text = `Ended: ${update + success} files processed, ${warning} of them with warnings; ${error} failed.`
      await appendRunLog(tx, processing.id, [{ severity: error > 0 ? 'WARN' : 'INFO', text }])
    },
  }
}

/**
 * A run begins with what earlier ones left, or with the walk where it was broken off. What it has to do comes with the items that it
 * begins with, so a run that is stopped before they are there leaves everything to the next one.
 */
async function* plan({ db, job }: KindContext): AsyncGenerator<readonly ProcessingItem[]> {
  const processing = await processingOf(db, job)
  const items: ProcessingItem[] = []
  if ((await leftItems(db, processing, job.id, 1)).length > 0) items.push(takeUpItem)
  else if (!processing.walk_done) items.push(walkItem)
  if (processing.repository === 'darkroom' && processing.count_status !== 'SUCCESS') items.push(countItem)
  yield items
}

async function step(
  context: ItemContext,
  { queue, processing, documents, jcr }: ProcessingServices,
): Promise<(tx: Tx) => Promise<ItemResult>> {
  const item = context.item.payload as ProcessingItem
  switch (item.step) {
    case 'walk':
      return await walkStep(context, queue, find)
    case 'takeUp':
      return await takeUpStep(context, queue)
    case 'count':
      return await countStep(context)
    case 'documents':
      return await documentsStep(context, { queue, limits: documents, jcr })
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
