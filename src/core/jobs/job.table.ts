import type { MessageArgs } from '../messages/messages.ts'
import type { Generated, GeneratedJson, GeneratedTime, Json, NullableJson } from '../tables.ts'

/**
 * Waiting: not started; Running: items may come or are open; Stopping: no further item is begun; Finishing: the last item
 * is counted; Done: in the log.
 */
export type JobState = 'Waiting' | 'Running' | 'Stopping' | 'Finishing' | 'Done'
export type ItemState = 'Waiting' | 'Running' | 'Done'
/** What became of one file: new asset, replaced asset, left alone because it exists, failed, or not done because the job was stopped. */
export type ItemOutcome = 'success' | 'update' | 'duplicate' | 'error' | 'cancel'

/** Counts over the items of a job (IPS JobLog: file...Count). `warning` counts files that had at least one. */
export interface JobTotals {
  readonly total: number
  readonly success: number
  readonly update: number
  readonly duplicate: number
  readonly error: number
  readonly cancel: number
  readonly warning: number
}

export interface JobTable {
  id: Generated<number>
  company_id: number
  user_id: number
  /** Who gets the mail; null: who submitted it. */
  mail_user_id: number | null
  kind: string
  original_name: string
  name: string
  description: Generated<string>
  locale: string
  params: Json<object>
  client_address: string | null
  state: Generated<JobState>
  closed: Generated<boolean>
  fatal_error: Generated<boolean>
  totals: NullableJson<JobTotals>
  stopped: Generated<boolean>
  paused: Generated<boolean>
  schedule_id: number | null
  /** Of a job whose plan is under way, the attempt that may add items; else null. */
  plan_attempt: number | null
  created_at: GeneratedTime
  started_at: Date | null
  last_post_at: GeneratedTime
  finished_at: Date | null
}

export interface JobItemTable {
  id: Generated<number>
  job_id: number
  payload: Json<object>
  state: Generated<ItemState>
  outcome: ItemOutcome | null
  warnings: Generated<number>
  attempt: Generated<number>
  worker: string | null
  /** Of an item that is being worked on, 0 to 1. */
  progress: Generated<number>
  /** When `progress` was last written; null: never. */
  progress_at: Date | null
  /** The item that added it (the archive that it was in), and its place there from 0. */
  parent_id: number | null
  entry_number: number | null
  created_at: GeneratedTime
  started_at: Date | null
  finished_at: Date | null
}

export interface JobTallyTable {
  job_id: number
  part: number
  total: Generated<number>
  success: Generated<number>
  update: Generated<number>
  duplicate: Generated<number>
  error: Generated<number>
  cancel: Generated<number>
  warning: Generated<number>
  updated_at: GeneratedTime
}

export interface JobLogTable {
  id: Generated<number>
  job_id: number
  log_type: string
  message: string
  args: GeneratedJson<MessageArgs>
  asset_id: number | null
  asset_name: string | null
  asset_type: string | null
  created_at: GeneratedTime
}
