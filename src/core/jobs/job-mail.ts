import type { Mail } from '../ports.ts'
import type { Db } from '../tables.ts'
import type { JobTotals } from './job.table.ts'
import type { Job } from './job-kind.ts'
import { formatMessage } from './messages.ts'

/** So many lines of the log go into a mail; the rest is in the job's log. */
export const maxMailLines = 500

/**
 * The mail about a finished job, or undefined when its emailSetting asks for none: All and JobCompletion always send,
 * All with every line of the log; Error sends when a file failed, ErrorAndWarning also when one had a warning.
 */
export async function composeJobMail(
  db: Db,
  job: Job,
  to: string,
  totals: JobTotals,
  failed: boolean,
): Promise<Mail | undefined> {
  const setting = 'emailSetting' in job.params ? String(job.params.emailSetting) : 'None'
  const hasErrors = failed || totals.error > 0
  const wanted =
    setting === 'All' ||
    setting === 'JobCompletion' ||
    (setting === 'Error' && hasErrors) ||
    (setting === 'ErrorAndWarning' && (hasErrors || totals.warning > 0))
  if (!wanted) return undefined
  const lines = await logText(db, job.id, setting === 'All')
  const verdict = hasErrors ? 'ended with errors' : totals.warning > 0 ? 'ended with warnings' : 'ended'
  return {
    to: [to],
    subject: `Job ${job.name} ${verdict}`,
    text: [
      `Job: ${job.name}`,
      ...(job.description === '' ? [] : [`Description: ${job.description}`]),
      '',
      `Files: ${totals.total}`,
      `New: ${totals.success}`,
      `Replaced: ${totals.update}`,
      `Skipped because they exist: ${totals.duplicate}`,
      `Failed: ${totals.error}`,
      `With warnings: ${totals.warning}`,
      ...(lines.length === 0 ? [] : ['', ...lines]),
      '',
    ].join('\n'),
  }
}

async function logText(db: Db, jobId: number, all: boolean): Promise<string[]> {
  const rows = await db
    .selectFrom('job_log')
    .select(['message', 'args'])
    .where('job_id', '=', jobId)
    .$if(!all, (query) =>
      query.where((eb) =>
        eb.or([
          eb('log_type', 'like', '%Error'),
          eb('log_type', 'like', '%Warning'),
          eb('log_type', '=', 'FatalError'),
        ]),
      ),
    )
    .orderBy('id')
    .limit(maxMailLines)
    .execute()
  return rows.map((row) => formatMessage(row.message, row.args))
}
