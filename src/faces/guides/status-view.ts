import type { ProcessingView } from '../../core/guides/processing-view.ts'
import type { Status, Values } from './schemas.ts'

/** A processing as clients see it. */
export function statusView(view: ProcessingView): Values<typeof Status> {
  const { processing, status, totals, startedAt, completedAt, secondsLeft } = view
  const isActive = status === 'WAITING' || status === 'RUNNING'
  const { fileTypes, startTime, endTime, filterProcessedAssets } = processing.filter
  return {
    processingId: processing.id,
    path: processing.path,
    excludedPaths: [...processing.excluded_paths],
    status,
    triggeredCount: totals.total - totals.cancel,
    startedAt: startedAt?.getTime() ?? 0,
    completedAt: completedAt?.getTime() ?? 0,
    hasLogs: processing.log_lines > 0,
    createdBy: view.createdBy,
    type: 'ASSET_PROCESSING',
    migrationSet: { totalFiles: processing.total_files, calculationStatus: countStatusOf(view) },
    eta: { value: secondsLeft ?? -1, unit: 'SECONDS' },
    comments: commentsOn(view),
    filter: {
      fileTypes: [...fileTypes],
      ...(startTime !== undefined && { startTime }),
      ...(endTime !== undefined && { endTime }),
      filterProcessedAssets,
    },
    restartable: !isActive,
    resumable: view.resumable,
    cancellable: view.cancellable,
  }
}

/** A count ends with its run, and goes on with the next one. */
function countStatusOf({ processing: { count_status }, status }: ProcessingView) {
  if (count_status !== 'RUNNING' || status === 'RUNNING') return count_status
  return status === 'FAILED' ? 'FAILED' : 'WAITING'
}

function commentsOn({ processing, status, totals, stopping, paused }: ProcessingView): string {
  const isUnexplained = status === 'FAILED' && processing.failure === null && totals.error === 0
  const parts = [
    ...(isUnexplained ? ['The server could not bring it to its end; its log has the cause.'] : []),
    ...(processing.failure === null ? [] : [`It could not go through the whole tree: ${processing.failure}`]),
    ...(stopping ? ['It is being cancelled.'] : []),
    ...(paused ? ['It is paused.'] : []),
    ...(totals.error > 0 ? [`Assets that failed: ${totals.error}; the log says why.`] : []),
    ...(totals.warning > 0 ? [`Assets with warnings: ${totals.warning}; the log says which.`] : []),
  ]
  return parts.join(' ')
}
