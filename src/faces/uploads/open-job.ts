import { DarkroomError } from '../../core/errors.ts'
import type { Job } from '../../core/jobs/job-kind.ts'
import type { Db, Tx } from '../../core/tables.ts'
import { parseJobHandle } from '../ips/handles.ts'

/**
 * The upload job of a handle, its row held to the end of the transaction. Throws `invalid-parameter` when there is
 * no such job in the company or it takes no more files, `no-permission` when it was begun from another address.
 */
export async function openJob(tx: Tx, handle: string, companyId: number, address: string): Promise<Job> {
  const job = await uploadJobQuery(tx, handle, companyId).forUpdate().executeTakeFirst()
  return checkOpen(job, handle, address)
}

/**
 * Looks whether a POST may go on, while its files are still coming, and keeps the job from ending as idle meanwhile.
 * Throws like `openJob`.
 */
export async function touchJob(db: Db, handle: string, companyId: number, address: string): Promise<void> {
  const job = checkOpen(await uploadJobQuery(db, handle, companyId).executeTakeFirst(), handle, address)
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
