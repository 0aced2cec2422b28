import { type Company, requireCompany } from '../accounts/company.ts'
import type { Tx } from '../tables.ts'
import { holdUnstopped } from './end-job.ts'
import type { Engine } from './engine.ts'
import type { Job } from './job-kind.ts'

/** A job that is ready for the transaction that ends it. */
export interface Concluded {
  readonly job: Job
  readonly company: Company
  /** What came of the long part, to be done in that transaction. */
  readonly store: (tx: Tx) => Promise<void>
}

/** The long part of a job's end, if its kind has one. Undefined for a job that was stopped or that somebody else has ended. */
export async function concludeJob(
  engine: Engine,
  jobId: number,
  signal: AbortSignal,
): Promise<Concluded | undefined> {
  const { db, blobs } = engine
  const job = await db
    .selectFrom('job')
    .selectAll()
    .where('id', '=', jobId)
    .where('state', '=', 'Finishing')
    .where('stopped', '=', false)
    .executeTakeFirst()
  if (!job) return undefined
  const company = await requireCompany(db, job.company_id)
  const { conclude } = engine.kinds.get(job.kind)
  if (!conclude) return { job, company, store: async () => undefined }
  const workFolder = await engine.workFolders.take()
  try {
    const hold = async (tx: Tx) => void (await holdUnstopped(tx, jobId))
    return { job, company, store: await conclude({ db, blobs, job, company, workFolder, signal, hold }) }
  } finally {
    await engine.workFolders.remove(workFolder)
  }
}
