import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { requireCompany } from '../accounts/company.ts'
import type { Tx } from '../tables.ts'
import type { Engine } from './engine.ts'

/**
 * The long part of a job's end, if its kind has one. Returns what is to be done in the transaction that ends the job:
 * nothing for a job that was stopped or that somebody else has ended.
 */
export async function concludeJob(
  engine: Engine,
  jobId: number,
  signal: AbortSignal,
): Promise<(tx: Tx) => Promise<void>> {
  const { db, blobs } = engine
  const job = await db
    .selectFrom('job')
    .selectAll()
    .where('id', '=', jobId)
    .where('state', '=', 'Finishing')
    .where('stopped', '=', false)
    .executeTakeFirst()
  const conclude = job && engine.kinds.get(job.kind).conclude
  if (!conclude) return async () => undefined
  const company = await requireCompany(db, job.company_id)
  const workFolder = await mkdtemp(join(engine.workFolder, 'job-'))
  try {
    return await conclude({ db, blobs, job, company, workFolder, signal })
  } finally {
    await rm(workFolder, { recursive: true, force: true })
  }
}
