import { type Caller, requireRole } from '../../core/accounts/caller.ts'
import { type Company, requireCompany } from '../../core/accounts/company.ts'
import { targetPath } from '../../core/assets/target-path.ts'
import { DarkroomError } from '../../core/errors.ts'
import { addItems } from '../../core/jobs/add-items.ts'
import { createUploadJob } from '../../core/jobs/create-job.ts'
import type { JobKinds } from '../../core/jobs/engine.ts'
import { finishWhenCounted } from '../../core/jobs/finish-when-counted.ts'
import type { Job } from '../../core/jobs/job-kind.ts'
import type { UploadItem } from '../../core/jobs/kinds/ingest.ts'
import type { JobQueue } from '../../core/ports.ts'
import type { Db, Tx } from '../../core/tables.ts'
import { everyRoleButPortalUser } from '../ips/operations/roles.ts'
import { openJob } from './open-job.ts'
import type { ReceivedFile } from './receive.ts'
import type { UploadRequest } from './upload-param.ts'

export interface AcceptServices {
  readonly db: Db
  readonly queue: JobQueue
  readonly kinds: JobKinds
}

/** Who may upload. */
export const uploadRoles = everyRoleButPortalUser

/** Sender and language of a POST. */
export interface UploadSender {
  readonly caller: Caller
  readonly client: string
  readonly locale: string
}

/**
 * Takes a complete POST over: makes the files visible in the storage, then stores job, items and messages in one
 * transaction. Only when this returns may the client be told its `jobHandle`. The caller has seen that the job of a
 * later POST is open (`touchJob`); the transaction looks again.
 */
export async function acceptUpload(
  services: AcceptServices,
  request: UploadRequest,
  sender: UploadSender,
  files: readonly ReceivedFile[],
): Promise<Job> {
  const { db, queue } = services
  requireRole(sender.caller, request.companyId, uploadRoles)
  const company = await requireCompany(db, request.companyId)
  const targets = files.map((file) => targetOf(company, request, file))
  const items: UploadItem[] = []
  for (const [i, file] of files.entries()) {
    const target = targets[i]
    if (!target) throw new Error('a file has no target')
    const { key, size } = await file.blob.commit()
    items.push({ ...target, key, size })
  }
  const job = await db.transaction().execute(async (tx) => {
    const open = await jobFor(tx, services, request, sender)
    await addItems(tx, queue, open, items)
    if (request.endJob) await tx.updateTable('job').set({ closed: true }).where('id', '=', open.id).execute()
    return open
  })
  // A job that ends without a file has no item that would end it.
  if (request.endJob) await finishWhenCounted(db, queue, job.id)
  return job
}

async function jobFor(
  tx: Tx,
  services: AcceptServices,
  request: UploadRequest,
  { caller, client, locale }: UploadSender,
): Promise<Job> {
  if ('handle' in request.job)
    return await openJob(tx, request.job.handle, request.companyId, caller.address, request.endJob)
  const { name, options } = request.job
  const kind = services.kinds.get('uploadPostJob')
  await kind.check?.(tx, request.companyId, options)
  return await createUploadJob(tx, kind, {
    companyId: request.companyId,
    userId: caller.userId,
    originalName: name,
    name,
    description: request.description,
    locale,
    params: options,
    client,
    clientAddress: caller.address,
  })
}

function targetOf(company: Company, request: UploadRequest, file: ReceivedFile) {
  const name = request.fileName ?? file.sentName
  if (name === '')
    throw new DarkroomError(
      'missing-parameter',
      'fileName is missing, and the file part has no filename either.',
      {
        field: 'fileName',
      },
    )
  return targetPath(company.root_folder, request.destFolder, name)
}
