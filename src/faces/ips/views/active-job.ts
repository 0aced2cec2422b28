import type { JobView } from '../../../core/jobs/job.queries.ts'
import type { JobState } from '../../../core/jobs/job.table.ts'
import { countProgress, type Progress } from '../../../core/jobs/totals.ts'
import type { Static } from '../../../soap/schema.ts'
import { companyHandle, jobHandle } from '../handles.ts'
import type { Call } from '../operation.ts'
import type { ActiveJob } from '../types/jobs.ts'

const uploadTask = 'com.scene7.upload.UploadAsyncTaskMonitor'

/** A job that has not ended, as getActiveJobs shows it. Counts are those of the moment. */
export async function activeJobView(job: JobView, call: Call): Promise<Static<typeof ActiveJob>> {
  const progress = await countProgress(call.db, job.id)
  const counted = progress.total - progress.open
  const percent = progress.total === 0 ? 0 : Math.floor((100 * counted) / progress.total)
  const progressMessage = `${counted} of ${progress.total} files`
  const now = new Date()
  return {
    companyHandle: companyHandle(job.company_id, call.version),
    jobHandle: jobHandle(job, call.version),
    name: job.name,
    originalName: job.original_name,
    type: call.kinds.get(job.kind).typeName,
    state: activeState(job.state, job.closed, progress),
    submitUserEmail: job.submit_user_email,
    locale: job.locale,
    description: job.description,
    serverName: call.serverName,
    startDate: job.started_at ?? job.created_at,
    triggerTime: job.created_at,
    totalSize: progress.total,
    progress: percent,
    progressMessage,
    lastProgressUpdate: now,
    taskProgressArray: {
      items: [
        {
          taskType: uploadTask,
          taskState: progress.open > 0 ? 'Processing' : 'Done',
          numProcessed: counted,
          numProcessing: progress.running,
          numPending: progress.open - progress.running,
          progress: progress.total === 0 ? 0 : counted / progress.total,
          progressMessage,
          lastProgressUpdate: now,
          taskItemProgressArray: { items: [] },
        },
      ],
    },
    [job.kind]: withoutSecrets(job.params),
  }
}

/** IPS constant family activeJobState. An open upload job without open files waits for its client. */
function activeState(state: JobState, closed: boolean, progress: Progress): string {
  if (state === 'Waiting') return 'WaitingCoordinator'
  return state === 'Running' && !closed && progress.open === 0 ? 'WaitingClient' : 'Running'
}

/** Tokens that a client stored with its job are not told again. */
function withoutSecrets(params: object): object {
  return Object.fromEntries(
    Object.entries(params).filter(([name]) => name !== 'jwtToken' && name !== 'apikey'),
  )
}
