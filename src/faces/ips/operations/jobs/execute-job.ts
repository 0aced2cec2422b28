import { DarkroomError } from '../../../../core/errors.ts'
import { runSchedule } from '../../../../core/schedules/fire-due.ts'
import { operation } from '../../operation.ts'
import { emptyResponse } from '../declared/responses.ts'
import { everyRoleButPortalUser } from '../roles.ts'
import { jobRequest, namedJob } from './named-job.ts'

/** Runs a scheduled job at once, paused or not. Its next time stays as it is. */
export const executeJob = operation({
  name: 'executeJob',
  roles: everyRoleButPortalUser,
  request: jobRequest,
  response: emptyResponse,
  run: async (request, call) => {
    const { schedule } = await namedJob(call, request)
    if (!schedule)
      throw new DarkroomError('conflict', `jobHandle: '${request.jobHandle}' is not scheduled.`, {
        field: 'jobHandle',
      })
    await call.db.transaction().execute(async (tx) => await runSchedule(tx, call, schedule, new Date()))
    return {}
  },
})
