import { type RawBuilder, sql } from 'kysely'
import type { MessageArgs, MessageKey } from '../messages/messages.ts'
import type { Db, Tx } from '../tables.ts'
import type { LogType } from './log-type.ts'

export interface LogLine {
  readonly type: LogType
  readonly message: MessageKey
  readonly args?: MessageArgs
  readonly asset?: { readonly id: number | null; readonly name: string; readonly type: string }
}

/** Adds lines to the log of a job, in their order. */
export async function logLines(db: Db | Tx, jobId: number, lines: readonly LogLine[]): Promise<void> {
  if (lines.length === 0) return
  await logLinesFrom(sql`(select ${jobId}::bigint as job_id) as one`, lines).execute(db)
}

/** The statement of `logLines` for the job of a row with a `job_id`, as a part of a larger one. */
export function logLinesFrom(source: RawBuilder<unknown>, lines: readonly LogLine[]): RawBuilder<unknown> {
  const rows = lines.map((line) => ({
    log_type: line.type,
    message: line.message,
    args: line.args ?? {},
    asset_id: line.asset?.id ?? null,
    asset_name: line.asset?.name ?? null,
    asset_type: line.asset?.type ?? null,
  }))
  return sql`
    insert into job_log (job_id, log_type, message, args, asset_id, asset_name, asset_type)
    select job_id, line.log_type, line.message, line.args, line.asset_id, line.asset_name, line.asset_type
    from ${source}, rows from (
      jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as (log_type text, message text, args jsonb, asset_id bigint, asset_name text, asset_type text)
    ) with ordinality as line (log_type, message, args, asset_id, asset_name, asset_type, place)
    order by line.place`
}
