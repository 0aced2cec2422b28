import { resumeJob as resumeRun } from '../../../../core/jobs/pause-job.ts'
import { resumeSchedule } from '../../../../core/schedules/schedule.queries.ts'
import { operation } from '../../operation.ts'
import { emptyResponse } from '../declared/responses.ts'
import { everyRoleButPortalUser } from '../roles.ts'
import { jobRequest, namedJob } from './named-job.ts'

/** Lets a paused job go on, and a schedule that could not be started. Nothing happens to others. */
export const resumeJob = operation({
  name: 'resumeJob',
  roles: everyRoleButPortalUser,
  request: jobRequest,
  response: emptyResponse,
  run: async (request, call) => {
    const { schedule, runs } = await namedJob(call, request)
    if (schedule?.trigger_state === 'Paused' || schedule?.trigger_state === 'Error')
      await resumeSchedule(call.db, schedule, new Date())
    for (const run of runs) await resumeRun(call.db, call.queue, run.id)
    return {}
  },
})
