import type { Insertable } from 'kysely'
import type { Db, Tx } from '../tables.ts'
import type { JobLogTable } from './job.table.ts'
import type { LogType } from './log-type.ts'
import type { MessageArgs, MessageKey } from './messages.ts'

export interface LogLine {
  readonly type: LogType
  readonly message: MessageKey
  readonly args?: MessageArgs
  readonly asset?: { readonly id: number | null; readonly name: string; readonly type: string }
}

/** Adds lines to the log of a job, in their order. */
export async function logLines(db: Db | Tx, jobId: number, lines: readonly LogLine[]): Promise<void> {
  if (lines.length === 0) return
  const rows: Insertable<JobLogTable>[] = lines.map((line) => ({
    job_id: jobId,
    log_type: line.type,
    message: line.message,
    args: JSON.stringify(line.args ?? {}),
    asset_id: line.asset?.id ?? null,
    asset_name: line.asset?.name ?? null,
    asset_type: line.asset?.type ?? null,
  }))
  await db.insertInto('job_log').values(rows).execute()
}
