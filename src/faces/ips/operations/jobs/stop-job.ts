import { DarkroomError } from '../../../../core/errors.ts'
import { stopJob as stopRun } from '../../../../core/jobs/stop-job.ts'
import { operation } from '../../operation.ts'
import { emptyResponse } from '../declared/responses.ts'
import { everyRoleButPortalUser } from '../roles.ts'
import { canNotBeStopped, jobRequest, namedJob } from './named-job.ts'

/** Ends a job in progress; what is not done stays undone. A schedule goes on. */
export const stopJob = operation({
  name: 'stopJob',
  roles: everyRoleButPortalUser,
  request: jobRequest,
  response: emptyResponse,
  run: async (request, call) => {
    const { runs } = await namedJob(call, request)
    if (runs.length === 0)
      throw new DarkroomError(
        'conflict',
        `jobHandle: '${request.jobHandle}' is scheduled and does not run now.`,
        { field: 'jobHandle' },
      )
    const stops = []
    for (const run of runs) stops.push(await stopRun(call, run, call.caller.email))
    if (stops.every((stop) => stop === 'ended')) throw canNotBeStopped(request.jobHandle)
    return {}
  },
})
