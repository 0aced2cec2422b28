import type { MessageArgs } from '../messages/messages.ts'
import type { Db } from '../tables.ts'

/** A log line about an asset, with the job that wrote it. */
export interface AssetJobLogLine {
  readonly job_id: number
  readonly company_id: number
  readonly name: string
  readonly submit_user_email: string
  readonly log_type: string
  readonly message: string
  readonly args: MessageArgs
  readonly created_at: Date
}

/** The last `limit` lines that jobs wrote about an asset, in their order. */
export async function assetJobLogs(db: Db, assetId: number, limit: number): Promise<AssetJobLogLine[]> {
  const lines = await db
    .selectFrom('job_log')
    .innerJoin('job', 'job.id', 'job_log.job_id')
    .innerJoin('user_account', 'user_account.id', 'job.user_id')
    .select([
      'job.id as job_id',
      'job.company_id',
      'job.name',
      'user_account.email as submit_user_email',
      'job_log.log_type',
      'job_log.message',
      'job_log.args',
      'job_log.created_at',
    ])
    .where('job_log.asset_id', '=', assetId)
    .orderBy('job_log.id', 'desc')
    .limit(limit)
    .execute()
  return lines.reverse()
}
