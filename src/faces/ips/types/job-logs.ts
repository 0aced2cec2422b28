import { boolean, dateTime, int, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'

/** A line that adds to a detail line. */
export const JobLogDetailAux = sequence('JobLogDetailAux', {
  logMessage: required(string),
  logType: required(string),
  dateCreated: optional(dateTime),
})

export const JobLogDetailAuxArray = arrayOf('JobLogDetailAuxArray', JobLogDetailAux)

/** One line of a job's log. */
export const JobLogDetail = sequence('JobLogDetail', {
  logMessage: required(string),
  logType: required(string),
  dateCreated: required(dateTime, { since: '2021-04-26-beta' }),
  assetName: optional(string),
  assetType: optional(string),
  assetHandle: optional(string, { since: '2008-01-15' }),
  auxArray: optional(JobLogDetailAuxArray, { since: '2010-01-31' }),
})

export const JobLogDetailArray = arrayOf('JobLogDetailArray', JobLogDetail)

/**
 * A job that has ended or is running, with its counts; `detailArray` only where the details are asked for.
 */
export const JobLog = sequence('JobLog', {
  companyHandle: required(string),
  jobHandle: required(string),
  jobName: required(string),
  originalJobName: required(string, { since: '2008-01-15' }),
  submitUserEmail: required(string),
  logType: required(string),
  jobSubType: required(string, { since: '2008-01-15' }),
  startDate: optional(dateTime),
  endDate: optional(dateTime),
  description: required(string, { since: '2008-01-15' }),
  fileSuccessCount: required(int),
  fileErrorCount: required(int),
  fileWarningCount: required(int),
  fileDuplicateCount: required(int),
  fileUpdateCount: required(int),
  totalFileCount: required(int),
  transferSuccessCount: required(int, { since: '2009-07-31' }),
  transferErrorCount: required(int, { since: '2009-07-31' }),
  transferWarningCount: required(int, { since: '2009-07-31' }),
  fatalError: required(boolean),
  detailTotalRows: optional(int, { since: '2008-01-15' }),
  detailArray: optional(JobLogDetailArray),
})

export const JobLogArray = arrayOf('JobLogArray', JobLog)

/** One line about one asset, with the job that wrote it. */
export const AssetJobLog = sequence('AssetJobLog', {
  jobHandle: required(string),
  jobName: required(string),
  logMessage: required(string),
  logType: required(string),
  submitUserEmail: required(string),
  logDate: required(dateTime),
  auxArray: optional(JobLogDetailAuxArray, { since: '2010-01-31' }),
})

export const AssetJobLogArray = arrayOf('AssetJobLogArray', AssetJobLog)
