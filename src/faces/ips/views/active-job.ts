import type { ActiveJob as Active, ItemInHand } from '../../../core/jobs/active-jobs.ts'
import { itemName } from '../../../core/jobs/item-name.ts'
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

/** A job that has not ended, as getActiveJobs shows it, with the counts of the moment. The same whenever nothing changed. */
export function activeJobView(active: Active, call: Call): Static<typeof ActiveJob> {
  const { job, progress, inHand } = active
  const counted = progress.total - progress.open
  // Long work on one file counts as far as it is.
  const inWork = inHand.reduce((sum, item) => sum + item.progress, 0)
  const part = progress.total === 0 ? 0 : Math.min((counted + inWork) / progress.total, 1)
  const progressMessage = `${counted} of ${progress.total} files${job.paused ? ', paused' : ''}`
  const changedAt = lastProgress(active)
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
    progress: Math.floor(100 * part),
    progressMessage,
    lastProgressUpdate: changedAt,
    taskProgressArray: {
      items: [
        {
          taskType: uploadTask,
          taskState: taskState(job, progress),
          numProcessed: counted,
          numProcessing: progress.running,
          numPending: progress.open - progress.running,
          progress: part,
          progressMessage,
          lastProgressUpdate: changedAt,
          taskItemProgressArray: { items: inHand.map(itemView) },
        },
      ],
    },
    ...jobElementView(kind, job.params),
  }
}

/** When the job began, a file was added or counted, taken up, or came further: whatever was last. */
function lastProgress({ job, countedAt, inHand }: Active): Date {
  const times = [
    job.started_at ?? job.created_at,
    ...(countedAt ? [countedAt] : []),
    ...inHand.map((item) => item.changedAt),
  ]
  return new Date(Math.max(...times.map((time) => time.getTime())))
}

/**
 * IPS constant family activeJobState. It has no word for a paused job, which waits for the server to give it work. An
 * open upload job without open files waits for its client, unless its files are still being listed.
 */
function activeState(job: JobView, progress: Progress): ActiveJobState {
  if (job.state === 'Waiting' || job.paused) return 'WaitingCoordinator'
  if (job.stopped) return 'Stopping'
  const isOpen = job.state === 'Running' && !job.closed && job.plan_attempt === null
  return isOpen && progress.open === 0 ? 'WaitingClient' : 'Running'
}

/** IPS constant family taskState. */
function taskState(job: JobView, progress: Progress): TaskState {
  if (job.state === 'Waiting') return 'New'
  if (job.stopped) return 'Stopping'
  return progress.open > 0 || progress.total === 0 ? 'Processing' : 'Done'
}

/** A file that a worker has in hand. How far it is, is known of long work only; of other files it stays 0. */
function itemView(item: ItemInHand): Static<typeof TaskItemProgress> {
  return {
    itemName: itemName(item),
    progress: item.progress,
    progressMessage: item.attempt === 1 ? 'in work' : `in work, attempt ${item.attempt}`,
    lastProgressUpdate: item.changedAt,
  }
}
