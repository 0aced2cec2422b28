import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import type { JobQueue } from '../ports.ts'
import type { Tx } from '../tables.ts'
import type { Job, JobKind } from './job-kind.ts'
import { logLines } from './job-log.ts'

export interface NewJob {
  readonly companyId: number
  /** Who submitted it. */
  readonly userId: number
  /** Who gets the mail; absent or null: who submitted it. */
  readonly mailUserId?: number | null
  readonly originalName: string
  /** The name of this run; upload jobs keep the client's name. */
  readonly name: string
  readonly description: string
  readonly locale: string
  readonly params: object
  /** Program and version that the client gave, for the log; empty: its address stands there. */
  readonly client: string
  readonly clientAddress: string
  /** The schedule that this run belongs to. */
  readonly scheduleId?: number
}

export const maxJobNameLength = 255

/** Throws `invalid-parameter` for a name that a job handle can not carry. */
export function checkJobName(name: string): void {
  if (name.length === 0 || name.length > maxJobNameLength || /[|\p{Cc}]/u.test(name))
    throw new DarkroomError(
      'invalid-parameter',
      say('jobNameWrong', { name: name.slice(0, 80), max: maxJobNameLength }),
      { field: 'jobName' },
    )
}

/** An upload job that takes items until it is closed. */
export async function createUploadJob(tx: Tx, kind: JobKind, job: NewJob): Promise<Job> {
  return await insertJob(tx, kind, job, { state: 'Running', started_at: new Date(), closed: false })
}

/** A job that a worker starts. */
export async function createQueuedJob(tx: Tx, queue: JobQueue, kind: JobKind, job: NewJob): Promise<Job> {
  const created = await insertJob(tx, kind, job, { state: 'Waiting', closed: false })
  await queue.enqueue(tx, [{ queue: 'start', jobId: created.id }])
  return created
}

async function insertJob(
  tx: Tx,
  kind: JobKind,
  job: NewJob,
  state: { state: 'Waiting' | 'Running'; closed: boolean; started_at?: Date },
): Promise<Job> {
  checkJobName(job.originalName)
  const row = await tx
    .insertInto('job')
    .values({
      company_id: job.companyId,
      user_id: job.userId,
      mail_user_id: job.mailUserId ?? null,
      kind: kind.name,
      original_name: job.originalName,
      name: job.name,
      description: job.description,
      locale: job.locale,
      params: JSON.stringify(job.params),
      client_address: job.clientAddress,
      schedule_id: job.scheduleId ?? null,
      ...state,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await logLines(tx, row.id, [
    { type: kind.log.begin, message: kind.log.beginMessage, args: { job: job.name } },
    { type: 'OriginalJobName', message: 'originalJobName', args: { job: job.originalName } },
    { type: 'JobClient', message: 'jobClient', args: { client: job.client || job.clientAddress } },
  ])
  return row
}
