import type { JobQueue } from '../ports.ts'
import type { Tx } from '../tables.ts'
import { createQueuedJob } from './create-job.ts'
import type { JobKinds } from './engine.ts'
import type { JobTotals } from './job.table.ts'
import type { Job } from './job-kind.ts'
import { runName } from './run-name.ts'

/** Fields of upload jobs that name a publish job to run afterwards, with the kind of that job. */
export const followUpFields = {
  postImageServingPublishJob: 'imageServingPublishJob',
  postImageRenderingPublishJob: 'imageRenderingPublishJob',
  postVideoPublishJob: 'videoPublishJob',
} as const

/**
 * Queues what a job asked for after its end: a publish job (with postJobOnlyIfFiles only when a file came in), and calls
 * of the URLs in postHttpUrl and httpCompletionUrl. Part of the transaction that ends the job, so each happens once.
 * @param isWhole false: the job was stopped or failed as a whole, so nothing is published; the URLs are told all the same
 */
export async function followUp(
  tx: Tx,
  { queue, kinds }: { readonly queue: JobQueue; readonly kinds: JobKinds },
  job: Job,
  totals: JobTotals,
  isWhole: boolean,
): Promise<void> {
  const params = new Map<string, unknown>(Object.entries(job.params))
  const hasFiles = totals.success + totals.update > 0
  if (isWhole && (hasFiles || params.get('postJobOnlyIfFiles') !== true)) {
    for (const [field, kind] of Object.entries(followUpFields)) {
      const followUpParams = params.get(field)
      if (typeof followUpParams !== 'object' || followUpParams === null) continue
      await createQueuedJob(tx, queue, kinds.get(kind), {
        companyId: job.company_id,
        userId: job.user_id,
        mailUserId: job.mail_user_id,
        originalName: job.original_name,
        name: runName(job.original_name, new Date()),
        description: job.description,
        locale: job.locale,
        params: followUpParams,
        client: job.name,
        clientAddress: job.client_address ?? '',
      })
    }
  }
  const text = JSON.stringify(resultOf(job, totals))
  for (const field of ['postHttpUrl', 'httpCompletionUrl']) {
    const url = params.get(field)
    if (typeof url === 'string' && url !== '')
      await queue.enqueue(tx, [{ queue: 'callback', jobId: job.id, url, text }])
  }
}

/** What a URL is told about an ended job. */
function resultOf(job: Job, totals: JobTotals) {
  // A client that sends one synchronisation as several jobs marks the last one with it.
  const { synchronizationComplete } = job.params as { readonly synchronizationComplete?: unknown }
  return {
    jobHandle: `j|${job.company_id}||${job.name}|${job.id}`,
    jobName: job.name,
    originalName: job.original_name,
    status: job.fatal_error ? 'failed' : job.stopped ? 'stopped' : 'done',
    fileSuccessCount: totals.success,
    fileUpdateCount: totals.update,
    fileDuplicateCount: totals.duplicate,
    fileErrorCount: totals.error,
    fileWarningCount: totals.warning,
    totalFileCount: totals.total,
    ...(typeof synchronizationComplete === 'boolean' && { synchronizationComplete }),
  }
}
