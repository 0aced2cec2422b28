import type { JobKind } from '../job-kind.ts'

/** The frame of the log of jobs that process assets again. */
export const reprocessLog: JobKind['log'] = {
  begin: 'BeginReoptimize',
  beginMessage: 'beginReprocess',
  end: 'EndReoptimize',
  endMessage: 'endReprocess',
  error: 'ReoptimizeFailure',
  errorMessage: 'reprocessFailed',
}
