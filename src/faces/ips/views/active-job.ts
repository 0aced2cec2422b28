import { itemName } from '../../../core/jobs/item-name.ts'
import { itemsInHand } from '../../../core/jobs/items-in-hand.ts'
import type { JobView } from '../../../core/jobs/job.queries.ts'
import type { Progress } from '../../../core/jobs/totals.ts'
import type { Static } from '../../../soap/schema.ts'
import { companyHandle, jobHandle } from '../handles.ts'
import type { Call } from '../operation.ts'
import type { ActiveJobState, TaskState } from '../types/constants.ts'
import type { ActiveJob } from '../types/jobs.ts'
import type { TaskItemProgress } from '../types/task-progress.ts'
import { jobElementView } from './job-element.ts'

const uploadTask = 'com.scene7.upload.UploadAsyncTaskMonitor'

/** A job that has not ended, as getActiveJobs shows it, with the counts of the moment. */
export async function activeJobView(
  job: JobView,
  progress: Progress,
  call: Call,
): Promise<Static<typeof ActiveJob>> {
  const counted = progress.total - progress.open
  const percent = progress.total === 0 ? 0 : Math.floor((100 * counted) / progress.total)
  const progressMessage = `${counted} of ${progress.total} files${job.paused ? ', paused' : ''}`
  const now = new Date()
  const kind = call.kinds.get(job.kind)
  return {
    companyHandle: companyHandle(job.company_id, call.version),
    jobHandle: jobHandle(job, call.version),
    name: job.name,
    originalName: job.original_name,
    type: kind.typeName,
    state: activeState(job, progress),
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
          taskState: taskState(job, progress),
          numProcessed: counted,
          numProcessing: progress.running,
          numPending: progress.open - progress.running,
          progress: progress.total === 0 ? 0 : counted / progress.total,
          progressMessage,
          lastProgressUpdate: now,
          taskItemProgressArray: { items: progress.running === 0 ? [] : await itemViews(job, call) },
        },
      ],
    },
    ...jobElementView(kind, job.params),
  }
}

/**
 * IPS constant family activeJobState. It has no word for a paused job, which waits for the server to give it work. An
 * open upload job without open files waits for its client.
 */
function activeState(job: JobView, progress: Progress): ActiveJobState {
  if (job.state === 'Waiting' || job.paused) return 'WaitingCoordinator'
  if (job.state === 'Stopping') return 'Stopping'
  return job.state === 'Running' && !job.closed && progress.open === 0 ? 'WaitingClient' : 'Running'
}

/** IPS constant family taskState. */
function taskState(job: JobView, progress: Progress): TaskState {
  if (job.state === 'Waiting') return 'New'
  if (job.state === 'Stopping') return 'Stopping'
  return progress.open > 0 || progress.total === 0 ? 'Processing' : 'Done'
}

/** The files that workers have in hand. How far one of them is, nobody knows before it is done. */
async function itemViews(job: JobView, call: Call): Promise<Static<typeof TaskItemProgress>[]> {
  const items = await itemsInHand(call.db, job.id)
  return items.map((item) => ({
    itemName: itemName(item),
    progress: 0,
    progressMessage: item.attempt === 1 ? 'in work' : `in work, attempt ${item.attempt}`,
    lastProgressUpdate: item.started_at ?? item.created_at,
  }))
}
