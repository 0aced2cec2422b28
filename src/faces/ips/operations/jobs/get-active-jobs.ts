import { activeJobs } from '../../../../core/jobs/active-jobs.ts'
import { boolean, optional, sequence, string } from '../../../../soap/schema.ts'
import { visibleCompanies } from '../../authorize.ts'
import { operation } from '../../operation.ts'
import { ActiveJobs } from '../../types/jobs.ts'
import { activeJobView } from '../../views/active-job.ts'
import { everyRoleButPortalUser } from '../roles.ts'
import { visibleJob } from './named-job.ts'

/** The jobs that have not ended, with their progress. */
export const getActiveJobs = operation({
  name: 'getActiveJobs',
  roles: everyRoleButPortalUser,
  request: sequence('', {
    companyHandle: optional(string),
    jobHandle: optional(string),
    originalName: optional(string),
    includeWaitingJobs: optional(boolean, { since: '2021-04-26-beta' }),
  }),
  response: ActiveJobs,
  run: async (request, call) => {
    const { originalName = '' } = request
    const job = visibleJob(call, request)
    const filter = {
      companyIds: visibleCompanies(call.caller, request.companyHandle),
      ...(job && { job }),
      ...(originalName !== '' && { originalName }),
      includeWaiting: request.includeWaitingJobs ?? false,
    }
    return await call.activeJobs.get(JSON.stringify([filter, call.version]), async (knownMark) => {
      const { mark, jobs } = await activeJobs(call.db, filter, knownMark)
      // Frozen, so that the reply is written once for all who are told the same.
      const value =
        jobs && Object.freeze({ jobArray: { items: jobs.map((job) => activeJobView(job, call)) } })
      return { mark, value, weight: jobs?.length ?? 0 }
    })
  },
})
