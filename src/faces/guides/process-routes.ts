import { cancelProcessing, resumeProcessing } from '../../core/guides/cancel-and-resume.ts'
import { findProcessing, recentProcessings } from '../../core/guides/processing-view.ts'
import { startProcessing } from '../../core/guides/start-processing.ts'
import { route } from './route.ts'
import { ById, History, Nothing, Start, Started, Status } from './schemas.ts'
import { statusView } from './status-view.ts'

const base = '/bin/guides/v1/assets/process'

export const startRoute = route({
  method: 'POST',
  path: base,
  summary: 'Starts to process the assets of a folder and of the folders in it',
  input: Start,
  answer: Started,
  run: async ({ services, caller, input, client }) => {
    const { fileTypes, startTime, endTime, filterProcessedAssets = false } = input.filter ?? {}
    const filter = {
      fileTypes: listOf(fileTypes),
      ...(startTime !== undefined && { startTime }),
      ...(endTime !== undefined && { endTime }),
      filterProcessedAssets,
    }
    const wanted = { path: input.path, excludedPaths: listOf(input.excludedPaths), filter }
    return { processingId: await startProcessing(services, caller, wanted, client) }
  },
})

export const statusRoute = route({
  method: 'GET',
  path: `${base}/status`,
  summary: 'How far a processing is',
  input: ById,
  answer: Status,
  run: async ({ services, caller, input }) =>
    statusView(await findProcessing(services.db, caller, input.processingId)),
})

export const cancelRoute = route({
  method: 'POST',
  path: `${base}/cancel`,
  summary: 'Stops a processing; what is done stays',
  input: ById,
  answer: Status,
  run: async ({ services, caller, input }) => {
    await cancelProcessing(services, caller, input.processingId)
    return statusView(await findProcessing(services.db, caller, input.processingId))
  },
})

export const resumeRoute = route({
  method: 'POST',
  path: `${base}/resume`,
  summary: 'Lets a processing that was cancelled or has failed go on where it was',
  input: ById,
  answer: Status,
  run: async ({ services, caller, input, client }) => {
    await resumeProcessing(services, caller, input.processingId, client)
    return statusView(await findProcessing(services.db, caller, input.processingId))
  },
})

export const historyRoute = route({
  method: 'GET',
  path: `${base}/history`,
  summary: 'The last processings, the newest first',
  input: Nothing,
  answer: History,
  run: async ({ services, caller }) => {
    const views = await recentProcessings(services.db, caller, services.historyLength)
    return { executionHistory: views.map(statusView) }
  },
})

function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value as T]
}
