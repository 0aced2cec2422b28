import { formatMessage, type MessageArgs, type MessageKey } from '../messages/messages.ts'
import type { Mail } from '../ports.ts'
import type { Db } from '../tables.ts'
import type { JobTotals } from './job.table.ts'
import type { Job } from './job-kind.ts'

/** So many lines of the log go into a mail; the rest is in the job's log. */
export const maxMailLines = 500

/**
 * The mail about a finished job in the language of its locale, or undefined when its emailSetting asks for none: All and JobCompletion always send,
 * All with every line of the log; Error sends when a file or the job as a whole failed, ErrorAndWarning also when a file had a warning.
 * @param failed whether the job failed as a whole, at its start or at its end
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
  const lines = await logText(db, job.id, setting === 'All', job.locale)
  const say = (key: MessageKey, args: MessageArgs) => formatMessage(key, args, job.locale)
  const verdict = hasErrors
    ? 'mailEndedWithErrors'
    : totals.warning > 0
      ? 'mailEndedWithWarnings'
      : 'mailEnded'
  return {
    to: [to],
    subject: say(verdict, { job: job.name }),
    text: [
      say('mailJob', { job: job.name }),
      ...(job.description === '' ? [] : [say('mailDescription', { description: job.description })]),
      '',
      say('mailFiles', { count: totals.total }),
      say('mailNew', { count: totals.success }),
      say('mailReplaced', { count: totals.update }),
      say('mailSkipped', { count: totals.duplicate }),
      say('mailFailed', { count: totals.error }),
      say('mailWarnings', { count: totals.warning }),
      ...(lines.length === 0 ? [] : ['', ...lines]),
      '',
    ].join('\n'),
  }
}

async function logText(db: Db, jobId: number, all: boolean, locale: string): Promise<string[]> {
  const rows = await db
    .selectFrom('job_log')
    .select(['message', 'args'])
    .where('job_id', '=', jobId)
    .$if(!all, (query) =>
      query.where((eb) =>
        eb.or([
          eb('log_type', 'like', '%Error'),
          eb('log_type', 'like', '%Failure'),
          eb('log_type', 'like', '%Warning'),
          eb('log_type', '=', 'FatalError'),
          // Without it the mail about an export would be of no use.
          eb('message', '=', 'exportReady'),
        ]),
      ),
    )
    .orderBy((eb) => eb('message', '=', 'exportReady'), 'desc')
    .orderBy('id')
    .limit(maxMailLines)
    .execute()
  return rows.map((row) => formatMessage(row.message, row.args, locale))
}
