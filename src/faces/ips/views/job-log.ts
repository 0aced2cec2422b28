import type { AssetJobLogLine } from '../../../core/jobs/asset-job-logs.ts'
import type { JobLogDetail, JobView } from '../../../core/jobs/job.queries.ts'
import { countProgress, totalsOf } from '../../../core/jobs/totals.ts'
import { formatMessage } from '../../../core/messages/messages.ts'
import type { Static } from '../../../soap/schema.ts'
import { assetHandle, companyHandle, jobHandle } from '../handles.ts'
import type { Call } from '../operation.ts'
import type { AssetJobLog, JobLog, JobLogDetail as JobLogDetailType } from '../types/job-logs.ts'

type JobLogView = Static<typeof JobLog>

/** The head of a job's log. `logType` is the Begin... type of the job, as documented; updates are no successes. */
export async function jobLogView(job: JobView, call: Call): Promise<JobLogView> {
  const kind = call.kinds.get(job.kind)
  const totals = job.totals ?? totalsOf(await countProgress(call.db, job.id))
  return {
    companyHandle: companyHandle(job.company_id, call.version),
    jobHandle: jobHandle(job, call.version),
    jobName: job.name,
    originalJobName: job.original_name,
    submitUserEmail: job.submit_user_email,
    logType: kind.log.begin,
    jobSubType: kind.subType(job.params),
    startDate: job.started_at ?? undefined,
    endDate: job.finished_at ?? undefined,
    description: job.description,
    fileSuccessCount: totals.success,
    fileErrorCount: totals.error,
    fileWarningCount: totals.warning,
    fileDuplicateCount: totals.duplicate,
    fileUpdateCount: totals.update,
    totalFileCount: totals.total,
    transferSuccessCount: 0,
    transferErrorCount: 0,
    transferWarningCount: 0,
    fatalError: job.fatal_error,
  }
}

/** One line of a log, its message in the language of the request. */
export function jobLogDetailView(line: JobLogDetail, call: Call): Static<typeof JobLogDetailType> {
  return {
    logMessage: formatMessage(line.message, line.args, call.locale),
    logType: line.log_type,
    dateCreated: line.created_at,
    assetName: line.asset_name ?? undefined,
    assetType: line.asset_type ?? undefined,
    assetHandle:
      line.asset_id === null
        ? undefined
        : assetHandle({ id: line.asset_id, type: line.asset_type ?? '' }, call.version),
  }
}

/** A line about an asset with its job, its message in the language of the request. */
export function assetJobLogView(line: AssetJobLogLine, call: Call): Static<typeof AssetJobLog> {
  return {
    jobHandle: jobHandle({ ...line, id: line.job_id }, call.version),
    jobName: line.name,
    logMessage: formatMessage(line.message, line.args, call.locale),
    logType: line.log_type,
    submitUserEmail: line.submit_user_email,
    logDate: line.created_at,
  }
}
