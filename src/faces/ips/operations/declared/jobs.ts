import { int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { AssetJobLogArray, JobLogArray } from '../../types/job-logs.ts'
import { jobLogDetailSortFields, sortDirections } from '../../types/search-constants.ts'
import { ClusterUploadTaskStatusArray } from '../../types/upload-tasks.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { maxRecordsPerPage } from '../jobs/get-job-log-details.ts'
import { everyRole, everyRoleButPortalUser } from '../roles.ts'
import { declaredOperation } from './declared-operation.ts'

/** Jobs: the logs that archives keep, and uploads in pieces. */
export const declaredJobOperations: readonly AnyOperation[] = [
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
    name: 'getUploadTaskStatus',
    since: '2021-04-26-beta',
    roles: everyRoleButPortalUser,
    request: sequence('', { jobHandle: required(string) }),
    response: sequence('', { uploadTaskStatusArray: required(ClusterUploadTaskStatusArray) }),
  }),
]
