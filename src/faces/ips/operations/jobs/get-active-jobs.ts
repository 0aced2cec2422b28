import { activeJobs } from '../../../../core/jobs/active-jobs.ts'
import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import { visibleCompanies } from '../../authorize.ts'
import { operation } from '../../operation.ts'
import { ActiveJobArray } from '../../types/jobs.ts'
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
  response: sequence('', { jobArray: required(ActiveJobArray) }),
  run: async (request, call) => {
    const { originalName = '' } = request
    const job = visibleJob(call, request)
    const filter = {
      companyIds: visibleCompanies(call.caller, request.companyHandle),
      ...(job && { job }),
      ...(originalName !== '' && { originalName }),
      includeWaiting: request.includeWaitingJobs ?? false,
    }
    const jobs = await call.activeJobs.get(
      JSON.stringify(filter),
      async () => await activeJobs(call.db, filter),
    )
    return { jobArray: { items: jobs.map((active) => activeJobView(active, call)) } }
  },
})
