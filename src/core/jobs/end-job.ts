import { sql } from 'kysely'
import { userById } from '../accounts/user.ts'
import type { Said } from '../messages/messages.ts'
import type { Tx } from '../tables.ts'
import type { Engine } from './engine.ts'
import { followUp } from './follow-up.ts'
import type { Job } from './job-kind.ts'
import { type LogLine, logLines } from './job-log.ts'
import { composeJobMail } from './job-mail.ts'
import { countProgress, totalsOf } from './totals.ts'

/** A job in its last step was stopped, or ended by somebody else: what was done for it must be undone. */
export class JobOverError extends Error {}

/** The row of a job in its last step, held: nobody stops it or ends it meanwhile. Undefined: it is not there, or not any more. */
export async function holdFinishing(tx: Tx, jobId: number): Promise<Job | undefined> {
  return await tx
    .selectFrom('job')
    .selectAll()
    .where('id', '=', jobId)
    .where('state', '=', 'Finishing')
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** Like `holdFinishing`. Throws `JobOverError` when the job was stopped or has ended. */
export async function holdUnstopped(tx: Tx, jobId: number): Promise<Job> {
  const job = await holdFinishing(tx, jobId)
  if (!job || job.stopped) throw new JobOverError(`job ${jobId} was stopped or has ended`)
  return job
}

/**
 * Ends a job that is held: the closing log lines, the totals, what follows it and the mail.
 * @param failure why its last step failed for good; undefined: it did not
 */
export async function endJob(
  tx: Tx,
  engine: Pick<Engine, 'queue' | 'kinds'>,
  job: Job,
  failure: Said | undefined,
): Promise<void> {
  const kind = engine.kinds.get(job.kind)
  const isFatal = job.fatal_error || failure !== undefined
  const lines: LogLine[] = []
  if (failure !== undefined)
    lines.push({ type: 'FatalError', message: 'jobFailed', args: { reason: failure } })
  const undone = job.stopped && !isFatal ? kind.leftUndone?.(job.params) : undefined
  if (undone !== undefined) lines.push({ type: 'FileCancel', message: undone })
  const totals = totalsOf(await countProgress(tx, job.id))
  await logLines(tx, job.id, [
    ...lines,
    { type: 'TotalFileCount', message: 'totalFileCount', args: { count: totals.total } },
    { type: kind.log.end, message: kind.log.endMessage, args: { job: job.name } },
  ])
  await tx
    .updateTable('job')
    .set({
      state: 'Done',
      finished_at: sql<Date>`clock_timestamp()`,
      totals: JSON.stringify(totals),
      fatal_error: isFatal,
    })
    .where('id', '=', job.id)
    .execute()
  const isWhole = failure === undefined && !job.stopped
  await followUp(tx, engine, { ...job, fatal_error: isFatal }, totals, isWhole)
  const user = await userById(tx, job.mail_user_id ?? job.user_id)
  const mail = user && (await composeJobMail(tx, job, user.email, totals, isFatal))
  if (mail) await engine.queue.enqueue(tx, [{ queue: 'mail', mail }])
}
