import type { AnyOperation } from '../operation.ts'
import { getAssetsByName } from './assets/get-assets-by-name.ts'
import { getCompanyInfo } from './companies/get-company-info.ts'
import { getActiveJobs } from './jobs/get-active-jobs.ts'
import { getJobLogDetails } from './jobs/get-job-log-details.ts'
import { getJobLogs } from './jobs/get-job-logs.ts'
import { submitJob } from './jobs/submit-job.ts'
import { checkLogin } from './users/check-login.ts'

/** Every operation of the web service; one more is a file and a line. */
export const operations: readonly AnyOperation[] = [
  checkLogin,
  getActiveJobs,
  getAssetsByName,
  getCompanyInfo,
  getJobLogDetails,
  getJobLogs,
  submitJob,
]
