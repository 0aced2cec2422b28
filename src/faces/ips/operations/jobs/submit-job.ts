import { membershipsOf, userById } from '../../../../core/accounts/user.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import { checkJob } from '../../../../core/jobs/check-job.ts'
import { createQueuedJob } from '../../../../core/jobs/create-job.ts'
import { runName } from '../../../../core/jobs/run-name.ts'
import { createSchedule } from '../../../../core/schedules/create-schedule.ts'
import { dateTime, optional, required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle, parseUserHandle, submittedJobHandle } from '../../handles.ts'
import { checkJobOptions } from '../../job-option-rules.ts'
import { requestLocale } from '../../locale.ts'
import { type Call, operation } from '../../operation.ts'
import { jobElements } from '../../types/jobs.ts'
import { everyRoleButPortalUser } from '../roles.ts'
import { kindOfJob, whenToRun } from './submitted-job.ts'

/** Starts a job, now or later: exactly one job element tells which kind. */
export const submitJob = operation({
  name: 'submitJob',
  roles: everyRoleButPortalUser,
  request: sequence('', {
    companyHandle: required(string),
    userHandle: optional(string),
    jobName: required(string),
    locale: optional(string, { since: '2008-01-15' }),
    execTime: optional(dateTime),
    execSchedule: optional(string),
    description: optional(string, { since: '2008-01-15' }),
    ...jobElements,
  }),
  response: sequence('', { jobHandle: required(string) }),
  run: async (request, call) => {
    const { kind, params } = kindOfJob(request, call.kinds)
    checkJobOptions(params, kind.name)
    const when = whenToRun(request)
    const companyId = parseCompanyHandle(request.companyHandle)
    const job = {
      companyId,
      userId: call.caller.userId,
      mailUserId: await mailUser(call, companyId, request.userHandle),
      originalName: request.jobName,
      description: request.description ?? '',
      locale: requestLocale(request.locale, call.locale),
      params,
      client: call.client,
      clientAddress: call.caller.address,
    }
    const submitted = await call.db.transaction().execute(async (tx) => {
      await checkJob(tx, call.kinds, kind, companyId, params)
      if (when) return await createSchedule(tx, kind, job, when)
      return await createQueuedJob(tx, call.queue, kind, {
        ...job,
        name: runName(job.originalName, new Date()),
      })
    })
    return { jobHandle: submittedJobHandle(submitted, call.version) }
  },
})

/** Who gets the mail: the user of `userHandle`, who must be of the same company; null: the caller. */
async function mailUser(call: Call, companyId: number, handle: string | undefined): Promise<number | null> {
  if (handle === undefined || handle === '') return null
  const userId = parseUserHandle(handle)
  const user = await userById(call.db, userId)
  if (!user || !(user.is_ips_admin || (await membershipsOf(call.db, userId)).has(companyId)))
    throw new DarkroomError('invalid-parameter', `userHandle: '${handle}' names no user of this company.`, {
      field: 'userHandle',
    })
  return userId
}
