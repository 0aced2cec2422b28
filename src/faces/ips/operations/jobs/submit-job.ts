import { membershipsOf, userById } from '../../../../core/accounts/user.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import { createQueuedJob } from '../../../../core/jobs/create-job.ts'
import { runName } from '../../../../core/jobs/run-name.ts'
import { dateTime, optional, required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle, parseUserHandle, submittedJobHandle } from '../../handles.ts'
import { requestLocale } from '../../locale.ts'
import { type Call, operation } from '../../operation.ts'
import { ImageServingPublishJob } from '../../types/publish-jobs.ts'
import { everyRoleButPortalUser } from '../roles.ts'

/** Starts a job: exactly one job element tells which kind. */
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
    imageServingPublishJob: optional(ImageServingPublishJob),
  }),
  response: sequence('', { jobHandle: required(string) }),
  run: async (request, call) => {
    const { imageServingPublishJob: params } = request
    if (!params)
      throw new DarkroomError(
        'missing-parameter',
        'imageServingPublishJob is missing; one job element is required.',
        {
          field: 'imageServingPublishJob',
        },
      )
    if (request.execTime !== undefined || (request.execSchedule ?? '') !== '')
      throw new DarkroomError('not-implemented', 'execTime and execSchedule: jobs can only be run at once.', {
        field: 'execTime',
      })
    const companyId = parseCompanyHandle(request.companyHandle)
    const userId = await submitter(call, companyId, request.userHandle)
    const job = await call.db.transaction().execute(
      async (tx) =>
        await createQueuedJob(tx, call.queue, call.kinds.get('imageServingPublishJob'), {
          companyId,
          userId,
          originalName: request.jobName,
          name: runName(request.jobName, new Date()),
          description: request.description ?? '',
          locale: requestLocale(request.locale, call.locale),
          params,
          client: call.client,
          clientAddress: call.caller.address,
        }),
    )
    return { jobHandle: submittedJobHandle(job, call.version) }
  },
})

/** Who gets the mail: the user of `userHandle`, who must be of the same company, else the caller. */
async function submitter(call: Call, companyId: number, handle: string | undefined): Promise<number> {
  if (handle === undefined || handle === '') return call.caller.userId
  const userId = parseUserHandle(handle)
  const user = await userById(call.db, userId)
  if (!user || !(user.is_ips_admin || (await membershipsOf(call.db, userId)).has(companyId)))
    throw new DarkroomError('invalid-parameter', `userHandle: '${handle}' names no user of this company.`, {
      field: 'userHandle',
    })
  return userId
}
