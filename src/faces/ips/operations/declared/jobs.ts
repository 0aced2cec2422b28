import { int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { AssetJobLogArray, JobLogArray } from '../../types/job-logs.ts'
import { ScheduledJobArray } from '../../types/jobs.ts'
import { jobLogDetailSortFields, sortDirections } from '../../types/search-constants.ts'
import { ClusterUploadTaskStatusArray } from '../../types/upload-tasks.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { maxRecordsPerPage } from '../jobs/get-job-log-details.ts'
import { everyRole, everyRoleButPortalUser } from '../roles.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'

/** Jobs: what can be done with them, and the logs that assets and archives keep. */
export const declaredJobOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'deleteJob',
    roles: everyRoleButPortalUser,
    request: sequence('', { companyHandle: required(string), jobHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'executeJob',
    roles: everyRoleButPortalUser,
    request: sequence('', { companyHandle: required(string), jobHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'getArchivedJobLogDetails',
    since: '2021-04-26-beta',
    roles: everyRole,
    request: sequence('', {
      companyHandle: required(string),
      jobHandle: required(string),
      logTypeArray: optional(StringArray),
      recordsPerPage: optional(int, { min: 1, max: maxRecordsPerPage }),
      resultsPage: optional(int, { min: 1 }),
      sortBy: optional(string, { oneOf: jobLogDetailSortFields, ignoreCase: true }),
      sortDirection: optional(string, { oneOf: sortDirections, ignoreCase: true }),
    }),
    response: sequence('', { jobLogArray: required(JobLogArray) }),
  }),
  declaredOperation({
    name: 'getAssetArchivedJobLogs',
    since: '2021-04-26-beta',
    roles: everyRole,
    request: sequence('', { companyHandle: required(string), assetHandle: required(string) }),
    response: sequence('', { jobLogArray: required(AssetJobLogArray) }),
  }),
  declaredOperation({
    name: 'getAssetJobLogs',
    since: '2008-01-15',
    roles: everyRole,
    request: sequence('', { companyHandle: required(string), assetHandle: required(string) }),
    response: sequence('', { jobLogArray: required(AssetJobLogArray) }),
  }),
  declaredOperation({
    name: 'getScheduledJobs',
    roles: everyRoleButPortalUser,
    request: sequence('', {
      companyHandle: optional(string),
      jobHandle: optional(string),
      originalName: optional(string),
    }),
    response: sequence('', { jobArray: required(ScheduledJobArray) }),
  }),
  declaredOperation({
    name: 'getUploadTaskStatus',
    since: '2021-04-26-beta',
    roles: everyRoleButPortalUser,
    request: sequence('', { jobHandle: required(string) }),
    response: sequence('', { uploadTaskStatusArray: required(ClusterUploadTaskStatusArray) }),
  }),
  declaredOperation({
    name: 'pauseJob',
    roles: everyRoleButPortalUser,
    request: sequence('', { companyHandle: required(string), jobHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'resumeJob',
    roles: everyRoleButPortalUser,
    request: sequence('', { companyHandle: required(string), jobHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'stopJob',
    roles: everyRoleButPortalUser,
    request: sequence('', { companyHandle: required(string), jobHandle: required(string) }),
    response: emptyResponse,
  }),
]
