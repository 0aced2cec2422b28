import { DarkroomError } from '../../core/errors.ts'
import type { Job } from '../../core/jobs/job-kind.ts'
import type { Db, Tx } from '../../core/tables.ts'
import { parseJobHandle } from '../ips/handles.ts'

/** While POSTs come, a job's idle time is written down so often: each write waits for others of the same row. */
const touchEverySeconds = 30

/**
 * The upload job of a handle, which stays open to the end of the transaction, for many POSTs at once, or held by this
 * one alone to be closed. Throws `invalid-parameter` when there is
 * no such job in the company or it takes no more files, `no-permission` when it was begun from another address.
 */
export async function openJob(
  tx: Tx,
  handle: string,
  companyId: number,
  address: string,
  toClose: boolean,
): Promise<Job> {
  const query = uploadJobQuery(tx, handle, companyId)
  // Neither lock is in the way of rows that refer to the job.
  const job = await (toClose ? query.forNoKeyUpdate() : query.forShare()).executeTakeFirst()
  return checkOpen(job, handle, address)
}

/**
 * Looks whether a POST may go on, while its files are still coming, and keeps the job from ending as idle meanwhile.
 * Throws like `openJob`.
 */
export async function touchJob(db: Db, handle: string, companyId: number, address: string): Promise<void> {
  const job = checkOpen(await uploadJobQuery(db, handle, companyId).executeTakeFirst(), handle, address)
  if (job.last_post_at.getTime() > Date.now() - touchEverySeconds * 1000) return
  await db.updateTable('job').set({ last_post_at: new Date() }).where('id', '=', job.id).execute()
}

function uploadJobQuery(db: Db, handle: string, companyId: number) {
  const reference = parseJobHandle(handle)
  return db
    .selectFrom('job')
    .selectAll()
    .where('kind', '=', 'uploadPostJob')
    .where('company_id', '=', companyId)
    .$if('id' in reference, (query) => query.where('id', '=', 'id' in reference ? reference.id : 0))
    .$if('originalName' in reference, (query) =>
      query.where('original_name', '=', 'originalName' in reference ? reference.originalName : ''),
    )
    .orderBy('id', 'desc')
    .limit(1)
}

function checkOpen(job: Job | undefined, handle: string, address: string): Job {
  if (!job)
    throw new DarkroomError('invalid-parameter', `jobHandle: '${handle}' is no upload job of this company.`, {
      field: 'jobHandle',
    })
  if (job.closed)
    throw new DarkroomError(
      'invalid-parameter',
      `jobHandle: '${handle}' has ended and takes no more files.`,
      {
        field: 'jobHandle',
      },
    )
  if (job.client_address !== address)
    throw new DarkroomError('no-permission', `jobHandle: '${handle}' was begun from another address.`, {
      field: 'jobHandle',
    })
  return job
}
