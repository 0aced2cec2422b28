import { DarkroomError } from '../../../../core/errors.ts'
import { pauseJob as pauseRun } from '../../../../core/jobs/pause-job.ts'
import { pauseSchedule } from '../../../../core/schedules/schedule.queries.ts'
import { operation } from '../../operation.ts'
import { emptyResponse } from '../declared/responses.ts'
import { everyRoleButPortalUser } from '../roles.ts'
import { jobRequest, namedJob } from './named-job.ts'

/** Keeps a schedule from firing, and running jobs from beginning further files. */
export const pauseJob = operation({
  name: 'pauseJob',
  roles: everyRoleButPortalUser,
  request: jobRequest,
  response: emptyResponse,
  run: async (request, call) => {
    const { schedule, runs } = await namedJob(call, request)
    if (schedule) await pauseSchedule(call.db, schedule.id)
    let paused = schedule !== undefined
    for (const run of runs) paused = (await pauseRun(call.db, call.queue, run.id)) || paused
    if (!paused)
      throw new DarkroomError(
        'conflict',
        `jobHandle: '${request.jobHandle}' is about to end and can not be paused.`,
        { field: 'jobHandle' },
      )
    return {}
  },
})
