import { stopJob } from '../../../../core/jobs/stop-job.ts'
import { deleteSchedule } from '../../../../core/schedules/schedule.queries.ts'
import { operation } from '../../operation.ts'
import { emptyResponse } from '../declared/responses.ts'
import { everyRoleButPortalUser } from '../roles.ts'
import { canNotBeStopped, jobRequest, namedJob } from './named-job.ts'

/** Takes a schedule away and stops what runs. Logs stay. */
export const deleteJob = operation({
  name: 'deleteJob',
  roles: everyRoleButPortalUser,
  request: jobRequest,
  response: emptyResponse,
  run: async (request, call) => {
    const { schedule, runs } = await namedJob(call, request)
    if (schedule) await deleteSchedule(call.db, schedule.id)
    const stops = []
    for (const run of runs) stops.push(await stopJob(call, run, call.caller.email))
    if (!schedule && stops.every((stop) => stop === 'ended')) throw canNotBeStopped(request.jobHandle)
    return {}
  },
})
